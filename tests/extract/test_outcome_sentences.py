"""How papers print outcomes in words, in sentences of our own: measure, value, bounds, unit, time point, arm."""

from collections.abc import Callable
from typing import Any

import pytest

from curated.provenance import Sourced
from curated.schema import Outcome
from extract.contents import contents_of
from extract.document import Document
from extract.passages import language

Reader = Callable[[str], Document]
HEAD = "# A title\n\n## Introduction\n\n"
LIST = "\n\n## References\n\n1. Author A. Title. Ex J. 2001;1:1-2.\n2. Author B. Title. Ex J. 2002;1:1-2.\n"

Expected = tuple[str, float | None, float | None, float | None, str | None, str | None, str | None]


def o(
    measure: str,
    value: float | None,
    low: float | None = None,
    high: float | None = None,
    unit: str | None = None,
    time: str | None = None,
    arm: str | None = None,
) -> Expected:
    """An outcome as we should read it."""
    return measure, value, low, high, unit, time, arm


EFFECTS: list[tuple[str, list[Expected]]] = [
    ("The pooled estimate favoured surgery (MD = −2.30, 95% CI −3.10 to −1.50).", [
        o("MD", -2.3, -3.1, -1.5, arm="surgery")]),
    ("Blood loss was lower with tourniquets (MD −45.2 mL, 95% CI −60.1 to −30.3 mL).", [
        o("MD", -45.2, -60.1, -30.3, "mL", arm="tourniquets")]),
    ("Systolic pressure fell (WMD: −4.1 mmHg; 95% CI: −6.0, −2.2; p = .03).", [
        o("WMD", -4.1, -6.0, -2.2, "mmHg")]),
    ("Systolic pressure fell (WMD −4.1 mm Hg [95% CI −6.0 to −2.2]; P<.001).", [
        o("WMD", -4.1, -6.0, -2.2, "mm Hg")]),
    ("Fasting glucose decreased (WMD = −3.2 mg/dL, 95% CI: −5.1 to −1.3, I2 = 45%).", [
        o("WMD", -3.2, -5.1, -1.3, "mg/dL")]),
    ("HbA1c decreased (MD −0.5%, 95% CI −0.8% to −0.2%).", [o("MD", -0.5, -0.8, -0.2, "%")]),
    ("Body weight was reduced (mean difference −1.8 kg; 95% confidence interval −2.4 to −1.2 kg).", [
        o("MD", -1.8, -2.4, -1.2, "kg")]),
    ("BMI changed little (MD = −0.3 kg/m2, 95% CI: −0.7 to 0.1).", [o("MD", -0.3, -0.7, 0.1, "kg/m2")]),
    ("The hospital stay was shorter (MD −1.2 days; 95% CI −1.9 to −0.5; p = .001).", [
        o("MD", -1.2, -1.9, -0.5, "days")]),
    ("Vitamin D rose (MD: 12.4 nmol/L [95% CI: 8.1–16.7]).", [o("MD", 12.4, 8.1, 16.7, "nmol/L")]),
    ("Pain scores at rest were lower at 24 hours (SMD −0.62, 95% CI −0.91 to −0.33).", [
        o("SMD", -0.62, -0.91, -0.33, None, "24 hours")]),
    ("Pain was lower at 6 months (SMD = −0.40; 95% CI, −0.70 to −0.10).", [
        o("SMD", -0.4, -0.7, -0.1, None, "6 months")]),
    ("Pain was lower after 12 weeks (SMD = −0.40 [95% CI, −0.70; −0.10]).", [
        o("SMD", -0.4, -0.7, -0.1, None, "12 weeks")]),
    ("Mortality did not differ (OR 0.95, 95% CI [0.80–1.13]).", [o("OR", 0.95, 0.8, 1.13)]),
    ("Mortality did not differ (RR, 0.95; 95% CI, 0.80–1.13).", [o("RR", 0.95, 0.8, 1.13)]),
    ("Mortality did not differ (odds ratio [OR] 0.95, 95% CI 0.80 to 1.13).", [o("OR", 0.95, 0.8, 1.13)]),
    ("Mortality did not differ (risk ratio (RR) = 0.95, 95% CI = 0.80 to 1.13).", [o("RR", 0.95, 0.8, 1.13)]),
    ("Mortality did not differ (HR·0·95, 95% CI 0·80–1·13).", []),
    ("Mortality did not differ (HR 0·95, 95% CI 0·80–1·13; p=0·57).", [o("HR", 0.95, 0.8, 1.13)]),
    ("Mortality did not differ (OR = 0.95 [0.80, 1.13]).", [o("OR", 0.95, 0.8, 1.13)]),
    ("Mortality did not differ (adjusted OR, 0.95 [95% CI, 0.80 to 1.13]; P = .57).", [o("OR", 0.95, 0.8, 1.13)]),
    ("Mortality did not differ (aHR 0.95; 95%CI: 0.80-1.13).", [o("HR", 0.95, 0.8, 1.13)]),
    ("The relative risk of stroke was 1.24 (95% confidence interval [CI] 1.02–1.51).", [o("RR", 1.24, 1.02, 1.51)]),
    ("The hazard ratio for recurrence was 0.71 (95% CI 0.55 to 0.92, p = .01).", [o("HR", 0.71, 0.55, 0.92)]),
    ("Smoking was associated with relapse (OR: 2.4; 95% CI: 1.3–4.5; p-value = 0.004).", [
        o("OR", 2.4, 1.3, 4.5, arm="Smoking")]),
    ("Compared with placebo, zinc shortened colds (MD −1.6 days, 95% CI −2.5 to −0.7).", [
        o("MD", -1.6, -2.5, -0.7, "days", None, "zinc")]),
    ("Probiotics reduced diarrhoea compared with placebo (RR 0.60, 95% CI 0.45–0.80).", [
        o("RR", 0.6, 0.45, 0.8, None, None, "Probiotics")]),
    ("Ketamine lowered opioid use at 24 h compared with saline (WMD −8.2 mg, 95% CI −11.0 to −5.4).", [
        o("WMD", -8.2, -11, -5.4, "mg", "24 h", "Ketamine")]),
    ("Acupuncture had a greater effect than sham needling (SMD −0.35, 95% CI −0.60 to −0.10).", [
        o("SMD", -0.35, -0.6, -0.1, None, None, "Acupuncture")]),
    ("Yoga versus usual care improved sleep (SMD −0.35, 95% CI −0.60 to −0.10).", [
        o("SMD", -0.35, -0.6, -0.1, None, None, "Yoga")]),
    ("The yoga group had better sleep than the control group (SMD −0.35, 95% CI −0.60 to −0.10).", [
        o("SMD", -0.35, -0.6, -0.1, None, None, "yoga group")]),
    ("There was no significant difference in operative time between the robotic group and the open group "
     "(MD = 4.5 min, 95% CI −2.0 to 11.0).", [o("MD", 4.5, -2, 11, "min", None, "robotic group")]),
    ("No difference was found between robotic and open surgery in leak rate (OR 1.1, 95% CI 0.7–1.8).", [
        o("OR", 1.1, 0.7, 1.8, None, None, "robotic")]),
    ("The risk of nausea was lower in the propofol group (RR 0.55, 95% CI 0.40–0.75).", [
        o("RR", 0.55, 0.4, 0.75, None, None, "propofol group")]),
    ("The risk of nausea was higher in the propofol group than in the sevoflurane group (RR 1.55, 95% CI 1.40–1.75).", [
        o("RR", 1.55, 1.4, 1.75, None, None, "propofol group")]),
    ("Patients receiving propofol had less nausea than those receiving sevoflurane (RR 0.55, 95% CI 0.40–0.75).", [
        o("RR", 0.55, 0.4, 0.75, None, None, "propofol")]),
    ("Tranexamic acid significantly reduced blood loss (WMD = −210.5 ml, 95% CI = −260.1 to −160.9, P < 0.00001).", [
        o("WMD", -210.5, -260.1, -160.9, "ml", None, "Tranexamic acid")]),
    ("The results showed that tranexamic acid reduced blood loss (MD = −210 ml, 95% CI: −260, −160).", [
        o("MD", -210, -260, -160, "ml", None, "tranexamic acid")]),
    ("Pain at 6 h (MD = −0.8, 95% CI −1.2 to −0.4) and 24 h (MD = −0.3, 95% CI −0.6 to 0.0) was lower.", [
        o("MD", -0.8, -1.2, -0.4, None, "6 h"), o("MD", -0.3, -0.6, 0.0, None, "24 h")]),
    ("Pain at 1 month (MD = −0.8, 95% CI −1.2 to −0.4) and at 3 months (MD = −0.3, 95% CI −0.6 to 0.0) was lower.", [
        o("MD", -0.8, -1.2, -0.4, None, "1 month"), o("MD", -0.3, -0.6, 0.0, None, "3 months")]),
    ("The 6-month pain score was lower (MD = −0.8, 95% CI −1.2 to −0.4).", [
        o("MD", -0.8, -1.2, -0.4, None, "6-month")]),
    ("The summary risk difference was −0.04 (95% CI −0.07 to −0.01).", [o("RD", -0.04, -0.07, -0.01)]),
]  # fmt: skip
MEANS: list[tuple[str, list[Expected]]] = [
    ("The mean operative time was 85.2 ± 12.3 min in the open group and 97.1 ± 15.0 min in the robotic group.", [
        o("mean operative time", 85.2, unit="min", arm="open group"),
        o("mean operative time", 97.1, unit="min", arm="robotic group")]),
    ("The operative time was 85.2 ± 12.3 min in the open group.", [
        o("operative time", 85.2, unit="min", arm="open group")]),
    ("Mean blood loss was 310 ± 55 mL in group A and 250 ± 40 mL in group B.", [
        o("Mean blood loss", 310, unit="mL", arm="group A"), o("Mean blood loss", 250, unit="mL", arm="group B")]),
    ("Mean blood loss was 310 mL (SD 55) in group A and 250 mL (SD 40) in group B.", [
        o("Mean blood loss", 310, unit="mL", arm="group A"), o("Mean blood loss", 250, unit="mL", arm="group B")]),
    ("Serum ferritin was 45.1 ± 8.2 ng/mL in the iron group.", [
        o("Serum ferritin", 45.1, unit="ng/mL", arm="iron group")]),
    ("The mean VAS score was 3.2 (SD 1.1) at 6 months.", [o("mean VAS score", 3.2, time="6 months")]),
    ("The VAS score decreased from 7.1 ± 1.2 to 2.3 ± 0.9.", [o("VAS score", 7.1), o("VAS score", 2.3)]),
    ("The VAS score decreased from 7.1 to 2.3 after 12 weeks.", [
        o("VAS score", 7.1), o("VAS score", 2.3, time="12 weeks")]),
    ("The mean CRP level fell from 12.4 mg/L to 5.1 mg/L.", [
        o("mean CRP level", 12.4, unit="mg/L"), o("mean CRP level", 5.1, unit="mg/L")]),
    ("Total cholesterol was 212 ± 30 mg/dL and 185 ± 28 mg/dL in the control and statin groups, respectively.", [
        o("Total cholesterol", 212, unit="mg/dL", arm="control"),
        o("Total cholesterol", 185, unit="mg/dL", arm="statin")]),
    ("Total cholesterol in the control and statin groups was 212 ± 30 mg/dL and 185 ± 28 mg/dL, respectively.", [
        o("Total cholesterol", 212, unit="mg/dL", arm="control"),
        o("Total cholesterol", 185, unit="mg/dL", arm="statin")]),
    ("The mean scores were 3.1 ± 0.5, 2.2 ± 0.4 and 1.1 ± 0.3 in groups A, B and C, respectively.", [
        o("mean scores", 3.1, arm="A"), o("mean scores", 2.2, arm="B"), o("mean scores", 1.1, arm="C")]),
    ("The median hospital stay was 5 days (IQR 4–7) in the open group.", [
        o("hospital stay", 5, 4, 7, "days", arm="open group")]),
    ("Median length of stay was 5 (IQR 4–7) days.", [o("length of stay", 5, 4, 7, "days")]),
    ("Sperm motility was 45.2 ± 10.1% in infertile men.", [o("Sperm motility", 45.2, unit="%")]),
    ("The average healing time was 14.5 days.", [o("average healing time", 14.5, unit="days")]),
    ("The mean age was 45.2 ± 10.1 years.", []),
    ("The mean follow-up was 24 ± 6 months.", []),
    ("The sample weighed 20 ± 2 g.", []),
]  # fmt: skip
RATES: list[tuple[str, list[Expected]]] = [
    ("The response rate was 45% in the drug group vs 30% in the placebo group.", [
        o("response rate", 45, unit="%", arm="drug group"), o("response rate", 30, unit="%", arm="placebo group")]),
    ("The response rate was 45% (27/60) in the drug group and 30% (18/60) in the placebo group.", [
        o("response rate", 45, unit="%", arm="drug group"), o("response rate", 30, unit="%", arm="placebo group")]),
    ("Infection rates were 4.5%, 3.1% and 2.0% in the low, middle and high groups, respectively.", [
        o("Infection rates", 4.5, unit="%", arm="low"), o("Infection rates", 3.1, unit="%", arm="middle"),
        o("Infection rates", 2, unit="%", arm="high")]),
    ("Wound infection occurred in 12% of patients in the drain group and 8% in the control group.", [
        o("Wound infection", 12, unit="%", arm="drain group"), o("Wound infection", 8, unit="%", arm="control group")]),
    ("Wound infection occurred in 12/100 (12.0%) patients in the drain group.", [
        o("Wound infection", 12, unit="%", arm="drain group")]),
    ("Overall survival at 2 years was 55%.", [o("OS", 55, unit="%", time="2 years")]),
    ("The 5-year overall survival rate was 62.5% (95% CI 55.1–69.9).", [
        o("OSR", 62.5, 55.1, 69.9, "%", "5-year")]),
    ("The 1-, 3- and 5-year survival rates were 80%, 60% and 45%, respectively.", [
        o("OSR", 80, unit="%", time="1"), o("OSR", 60, unit="%", time="3"), o("OSR", 45, unit="%", time="5-year")]),
    ("Median PFS was 6.2 months (95% CI 5.1–7.3) with axitinib versus 4.0 months with sorafenib.", [
        o("PFS", 6.2, 5.1, 7.3, "months", None, "axitinib"), o("PFS", 4, unit="months", arm="sorafenib")]),
    ("The pregnancy rate was 40 percent after 12 weeks.", [o("pregnancy rate", 40, unit="percent", time="12 weeks")]),
    ("The prevalence of anaemia was 31.2% (95% CI, 28.0% to 34.4%).", [o("prevalence", 31.2, 28, 34.4, "%")]),
    ("The mortality was 3·4%.", [o("mortality", 3.4, unit="%")]),
    ("The complication rate was 9.1% for laparoscopy and 14.2% for open surgery.", [
        o("complication rate", 9.1, unit="%", arm="laparoscopy"),
        o("complication rate", 14.2, unit="%", arm="open surgery")]),
    ("Sensitivity was 91% and specificity was 84%.", [o("Sensitivity", 91, unit="%"), o("specificity", 84, unit="%")]),
    ("The sensitivity and specificity were 91% and 84%, respectively.", [
        o("sensitivity", 91, unit="%"), o("specificity", 84, unit="%")]),
    ("The cure rate was 90% (n = 45) in the oral group.", [o("cure rate", 90, unit="%", arm="oral group")]),
    ("The cure rate was 18 of 20 patients.", []),
    ("Of the 60 patients, 30% were women.", []),
    ("Heterogeneity was high (I2 = 85%).", []),
]  # fmt: skip
LISTS: list[tuple[str, list[Expected]]] = [
    ("It led to a median progression-free and overall survival of 14.7 and 20.4 months, respectively.", [
        o("PFS", 14.7, unit="months"), o("OS", 20.4, unit="months")]),
    ("Alphamab improved overall survival compared with betanib (median 30.0 vs 14.2 months; HR 0.63; "
     "95% CI 0.47–0.86).", [
        o("OS", 30, unit="months", arm="Alphamab"), o("OS", 14.2, unit="months", arm="betanib"),
        o("HR", 0.63, 0.47, 0.86, arm="Alphamab")]),
    ("The 5-year OS was 45.2% in the drug group and 38.1% in the surgery group (HR 0.78, 95% CI 0.62–0.98).", [
        o("OS", 45.2, unit="%", time="5-year", arm="drug group"),
        o("OS", 38.1, unit="%", time="5-year", arm="surgery group"), o("HR", 0.78, 0.62, 0.98, arm="drug group")]),
    ("Strength and speed rose with yoga, with SMDs of 0.17 (95% CI: 0.05–0.30; I2 = 26%), and "
     "0.32 (95% CI: 0.05–0.59; I2 = 75%).", [
        o("SMD", 0.17, 0.05, 0.3), o("SMD", 0.32, 0.05, 0.59)]),
    ("Both zinc and iron had effects with an SMD of 0.37 (95% CI: 0.04–0.70) and 0.52 (95% CI: 0.17–0.88), "
     "respectively.", [o("SMD", 0.37, 0.04, 0.7, arm="zinc"), o("SMD", 0.52, 0.17, 0.88, arm="iron")]),
    ("Carriers had a higher incidence of sepsis (P = 0.002) than others (TT 32.0%, TC 43.9%).", [
        o("incidence", 32, unit="%", arm="TT"), o("incidence", 43.9, unit="%", arm="TC")]),
    ("Pain was lower in the new group at each time (24 h, WMD = −0.7, 95% CI −0.9 to −0.5; 48 h, WMD = −1.6, "
     "95% CI −2.2 to −0.9).", [
        o("WMD", -0.7, -0.9, -0.5, None, "24 h", "new group"), o("WMD", -1.6, -2.2, -0.9, None, "48 h", "new group")]),
    ("There were medium-term (SMD 0.64, p = 0.003) and long-term (SMD 0.51, p = 0.002) effects of yoga on pain.", [
        o("SMD", 0.64, time="medium-term", arm="yoga"), o("SMD", 0.51, time="long-term", arm="yoga")]),
    ("The most common adverse events were fatigue (35%), nausea (28%) and sore mouth (21%).", [
        o("fatigue", 35, unit="%"), o("nausea", 28, unit="%"), o("sore mouth", 21, unit="%")]),
    ("The volume was 310 ± 55 mm3 in the drug group and 250 ± 40 mm3 in the control group on day 21.", [
        o("volume", 310, unit="mm3", time="day 21", arm="drug group"),
        o("volume", 250, unit="mm3", time="day 21", arm="control group")]),
    # a list of names without ``respectively``: whose value is whose is not said
    ("The levels of alpha, beta and gamma were 12.1 ± 1.1, 20.3 ± 2.2 and 8.8 ± 0.9 pg/mL.", []),
    ("In the HOPE trial, overall survival was 67.2% versus 54.6%.", [o("OS", 67.2, unit="%"), o("OS", 54.6, unit="%")]),
    ("Similarity was high; the mean index was 0.35 with the same 12 primers on 50 plants.", [o("mean index", 0.35)]),
]  # fmt: skip
CHANGES: list[tuple[str, list[Expected]]] = [
    ("Systolic pressure decreased from 152 to 138 mmHg after 12 weeks.", [
        o("Systolic pressure", 152, unit="mmHg"), o("Systolic pressure", 138, unit="mmHg", time="12 weeks")]),
    ("The rate of relapse ranged from 12% to 18%.", [o("rate", None, 12, 18, "%")]),
    ("The relapse rate ranged from 12% to 18%.", [o("relapse rate", None, 12, 18, "%")]),
    ("Treatment with alphamab (50 mg/kg) reduced tumour volume by 58% compared with the vehicle.", [
        o("percent change", 58, unit="%", arm="alphamab")]),
    ("Adding alphamab led to an instant 20–30% increase in platelet count.", [
        o("percent change", None, 20, 30, "%", arm="Adding alphamab")]),
    ("A lesion with > 20% increase in diameter is progressive.", []),
    ("Alphamab was associated with less blood loss and drainage by 209.8 ml and 297.7 ml, respectively.", [
        o("MD", 209.8, unit="ml", arm="Alphamab"), o("MD", 297.7, unit="ml", arm="Alphamab")]),
    ("Compared with PA, the DAA group had a shorter incision by 3.51 cm (WMD = −3.51, 95% CI −4.15 to −2.86).", [
        o("WMD", -3.51, -4.15, -2.86, "cm", arm="DAA group")]),  # printed twice: one row, with the unit of the first
    ("Zinc raised density by a mean of 5.91 compared with the control group (WMD = 5.91, 95% CI 3.8 to 8.0).", [
        o("WMD", 5.91, 3.8, 8, arm="Zinc")]),
    ("The mean VAS before grafting was 7.7 (±2.7) and 3.4 (±2.4) after fat grafting.", [
        o("mean VAS", 7.7, time="before grafting"), o("mean VAS", 3.4, time="after fat grafting")]),
    ("The control group at the first visit had a mean VAS of 6.9 (±2.2), while at the follow-up visit they had a mean "
     "VAS of 5.8 (±1.9).", [
        o("mean VAS", 6.9, time="at the first visit", arm="control group"),
        o("mean VAS", 5.8, time="at the follow-up visit", arm="control group")]),
    ("In 120 treated patients the mean VAS was 7.2 ± 2.1.", [o("mean VAS", 7.2, arm="treated patients")]),
    ("Local control at 1 year was 92% and at 2 years 85%.", [
        o("local control", 92, unit="%", time="1 year"), o("local control", 85, unit="%", time="2 years")]),
    ("The score fell from 7.2 preoperatively to 2.1.", [o("score", 7.2, time="preoperatively"), o("score", 2.1)]),
    ("Of 45 patients, 12 (26.7%) achieved a partial response.", [o("partial response", 26.7, unit="%")]),
    ("The thermal stimulus time (TST) was short; the gel showed TST of 28.85 seconds.", [
        o("TST", 28.85, unit="seconds", arm="gel")]),
    ("The loading and release were 85.2% and 7.4%, respectively.", [
        o("loading", 85.2, unit="%"), o("release", 7.4, unit="%")]),
    ("The disease-free survival (DFS) at 3 years was 65% versus 50%.", [
        o("DFS", 65, unit="%", time="3 years"), o("DFS", 50, unit="%", time="3 years")]),
    ("Survival rates at 1, 3 and 5 years were 85%, 60% and 45%, respectively.", [
        o("OSR", 85, unit="%", time="1"), o("OSR", 60, unit="%", time="3"), o("OSR", 45, unit="%", time="5 years")]),
    ("The 1-year and 3-year OS rates were 85% and 60%.", [
        o("OSR", 85, unit="%", time="1-year"), o("OSR", 60, unit="%", time="3-year")]),
    ("Serum ferritin (12.3 ± 2.1 vs 8.1 ± 1.5 ng/mL, p < 0.01) was higher in the septic group than in controls.", [
        o("Serum ferritin", 12.3, unit="ng/mL", arm="septic group"),
        o("Serum ferritin", 8.1, unit="ng/mL", arm="controls")]),
    ("There was no difference in 30-day mortality (2.1% vs 2.4%) or stroke (1.0% vs 1.2%).", [
        o("mortality", 2.1, unit="%", time="30-day"), o("mortality", 2.4, unit="%", time="30-day"),
        o("stroke", 1.0, unit="%"), o("stroke", 1.2, unit="%")]),
    ("The mean difference in HbA1c between groups was -0.45% (95% CI -0.62 to -0.28).", [
        o("MD", -0.45, -0.62, -0.28, "%")]),
    ("Compared with baseline, ferritin increased by 12.3 ng/mL at week 12.", [
        o("MD", 12.3, unit="ng/mL", time="week 12")]),
    ("The SB rate of 33 per 1000 births was high.", [o("SB rate", 33, unit="per 1000 births")]),
    ("The ORR by RECIST 1.1 was 29.8%.", [o("ORR", 29.8, unit="%")]),
    ("Sorafenib is the standard; yet only 30% of patients respond.", [o("respond", 30, unit="%", arm="Sorafenib")]),
    ("Weight loss was greater with alphamab (−14.9%) than with placebo (−2.4%).", [
        o("Weight loss", -14.9, unit="%", arm="alphamab"), o("Weight loss", -2.4, unit="%", arm="placebo")]),
    ("Alphamab reduced the infarct size from 45.2 ± 3.1% to 21.4 ± 2.8%.", [
        o("infarct size", 45.2, unit="%", arm="Alphamab"), o("infarct size", 21.4, unit="%", arm="Alphamab")]),
    ("Patients in the high-expression group had shorter OS than those in the low-expression group (HR = 2.12, "
     "95% CI: 1.51–2.98).", [o("HR", 2.12, 1.51, 2.98, arm="high-expression group")]),
    ("Hospital stay did not differ (4.5 ± 1.2 vs. 4.7 ± 1.3 days, p = 0.4).", [
        o("Hospital stay", 4.5, unit="days"), o("Hospital stay", 4.7, unit="days")]),
]  # fmt: skip
NOTHING: list[tuple[str, list[Expected]]] = [
    ("With a sample size of 60, a response rate of 30% gives 80% power.", []),
    ("Assuming a relapse rate of 30%, 60 patients are needed.", []),
    ("The average value was 0.49.", []),
    ("The mean amount of fat injected was 52 cc (±8.9 cc).", []),
    ("The mean NOS score was 5.1.", []),
    ("The risk of bias was low in 60% of the studies.", []),
    ("There was a 2.5-fold increase in risk (95% CI 1.8–3.4).", []),
    ("The difference was significant (p = .03).", []),
    ("We searched 5 databases from 1990 to 2015.", []),
    ("Doses of 5 mg/kg and 10 mg/kg were given for 12 weeks.", []),
    ("Samples were spun at 3000 rpm for 10 min.", []),
]


def printed(slot: Sourced[Any] | None) -> Any:
    return slot.value if slot else None


@pytest.mark.parametrize(("text", "found"), EFFECTS + MEANS + RATES + LISTS + CHANGES + NOTHING)
def test_outcomes_in_sentences(read_text: Reader, text: str, found: list[Expected]) -> None:
    read = contents_of(read_text(f"{HEAD}{text} Known before [1,2].{LIST}"), "x.md", language())
    assert [
        (row.measure.value, *map(printed, (row.value, row.low, row.high, row.unit, row.timepoint, row.arm)))
        for row in read
        if isinstance(row, Outcome)
    ] == found


@pytest.mark.parametrize(
    ("heading", "read"), [("Results", True), ("Materials and methods", False), ("Statistical analysis", False)]
)
def test_settings_of_a_study_are_no_outcomes(read_text: Reader, heading: str, read: bool) -> None:
    text = f"# A title\n\n## {heading}\n\nThe tube volume was 5 mL, as before [1,2].{LIST}"
    assert any(isinstance(row, Outcome) for row in contents_of(read_text(text), "x.md", language())) is read
