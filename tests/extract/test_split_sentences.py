"""Which part of a sentence each marker supports: sentences of our own as reviews print them, with the parts wanted."""

import re
from collections.abc import Callable

import pytest

from curated.schema import Citation, Claim
from extract.contents import contents_of
from extract.document import Document
from extract.passages import language

Reader = Callable[[str], Document]
HEAD = "# A title\n\n## Introduction\n\n"
LIST = "\n\n## References\n\n" + "".join(f"{n}. Author {n}. Title. Ex J. 200{n};1:1-2.\n" for n in range(1, 7))

LISTS = [
    "Risk factors include [smoking] [1], [obesity] [2] and [alcohol] [3].",
    "Risk factors include [smoking] [1] and [obesity] [2].",
    "It is made by several cells, such as [monocytes] [1], [neutrophils] [2] and [platelets] [3].",
    "It is made by several cells including [monocytes] [1], [neutrophils] [2], and [platelets] [3].",
    "It has been tried in many diseases, e.g., [asthma] [1], [eczema] [2], and [gout] [3].",
    "Several methods exist, namely [dialysis] [1], [filtration] [2] and [extraction] [3].",
    "The gene is expressed in [liver] [1], [kidney] [2] and [lung] [3].",
    "The gene is expressed in both [liver] [1] and [kidney] [2].",
    "Both [zinc] [1] and [copper] [2] are needed for growth.",
    "Neither [zinc] [1] nor [copper] [2] is needed for growth.",
    "[It was studied in rats] [1], [in dogs] [2] and [in humans] [3].",
    "[It was studied in rats] [1] and [in humans] [2].",
    "It is caused by [bacteria] [1] or [viruses] [2].",
    "The drug is used for [asthma] [1], [hay fever] [2] and [chronic urticaria] [3].",
    "[Treatments range from massage] [1] [to surgery] [2].",
    "The protein binds to [collagen] [1] and [fibronectin] [2].",
    "Rates differ between [men] [1] and [women] [2].",
    "Patients were treated with [heparin] [1], [warfarin] [2] or [aspirin] [3].",
    "Cells can be grown on [plastic] [1], [glass] [2] and [steel] [3] surfaces.",
    "Vitamin D acts on [bone] [1], [gut] [2], [kidney] [3] and [skin] [4].",
    "Other causes are [trauma] [1], [infection] [2] and [cancer] [3].",
    "It has anti-inflammatory effects in [colitis] [1], [arthritis] [2], and [psoriasis] [3].",
    "Models like [mice] [1] and [zebrafish] [2] are used.",
    "The score correlates with [age] [1], [weight] [2] and [blood pressure] [3].",
    "Extracts of [ginger] [1], [garlic] [2] and [onion] [3] were tested.",
    "Increased levels were seen in [stroke] [1], [sepsis] [2] and [burns] [3].",
    "There are tools for [screening] [1], [diagnosis] [2] and [follow-up] [3].",
    "Sleep depends on [light] [1,2], [noise] [3] and [warmth] [4-6].",
    "Because children, especially infants, are at a high risk of [thirst] [1] and [cold] [2], they need care.",
    "Trials on this plant have reported [anti-itching] [1], [antitussive] [2] and [calming] [3] effects.",
    "The price varies widely with the season, from [30 kg] [1] [to 160 kg] [2] a day.",
    "It helps with [plants which grow in the shade] [1] or [mosses which keep the water in the ground] [2].",
    "Meals differed among the homes and comprised [milk and soft bread] [1]; [soup with rice] [2]; and [dairy] [3].",
    "Many trials point to a role of the enzyme [in the division of old cells] [1] and [in the death of new ones] [2].",
    "[It is used for pain of the back] [1], and others are tried, such as [heat] [2], [cold] [3] and [rest] [4].",
    "Costs were about 30% and 40% in [villages] [1] and [larger towns] [2], respectively.",
    "In old mice the new food leads to [increased growth] [1] and [better sleep] [2].",
    "They were kept calm by [measuring the pressure] [1] and [counting the beats] [2].",
    "It lives on [soft fish (i.e. those without bones)] [1], and [prawns] [2].",
]  # fmt: skip
CLAUSES = [
    "[Zinc reduces fever] [1], while [copper has no effect] [2].",
    "[Zinc reduces fever] [1], whereas [copper increases it] [2].",
    "[Zinc reduces fever] [1]; [copper increases it] [2].",
    "[Zinc reduces fever] [1]; however, [copper increases it] [2].",
    "[Zinc reduces fever] [1], but [copper increases it] [2].",
    "[Zinc reduces fever] [1] but [is toxic in high doses] [2].",
    "[Zinc reduces fever] [1] and [shortens colds] [2].",
    "[Zinc reduces fever] [1], [shortens colds] [2] and [prevents diarrhoea] [3].",
    "[Zinc reduces fever in children] [1], and [it is well tolerated by most of them] [2].",
    "[Zinc reduces fever in children] [1], although [not every trial has confirmed this] [2].",
    "[Although zinc reduces fever in children] [1], [it does not shorten the stay in hospital] [2].",
    "[While zinc reduces fever in children] [1], [it does not shorten the stay in hospital] [2].",
    "[Zinc is a cofactor of many enzymes] [1], [which explains why its lack slows growth] [2].",
    "[Zinc is a cofactor of many enzymes] [1] [that repair DNA after damage] [2].",
    "[The gene was found in yeast] [1] and [later shown to be conserved in humans] [2].",
    "[Obesity is a risk factor for diabetes] [1], [with a prevalence that doubled in ten years] [2].",
    "[Obesity is a risk factor for diabetes] [1], yet [most obese people never develop it] [2].",
    "[The trial was stopped early] [1], [as an interim analysis showed harm in older patients] [2].",
    "[The trial was stopped early] [1] [because an interim analysis showed harm in older patients] [2].",
    "[The toxin opens calcium channels] [1], [leading to death of the cells within hours] [2].",
    "[The toxin opens calcium channels] [1] and thus [kills the cells within hours] [2].",
    "[In rats the drug lowered pressure] [1], and [in dogs it had no effect at all] [2].",
    "[The first trial found a benefit] [1]; [the second did not] [2]; [a third is under way] [3].",
    "[Smith found that zinc reduces fever] [1]. Known.",
    "[Early studies reported benefit] [1,2], whereas [later and larger ones found none] [3,4].",
    "[Zinc is absorbed in the gut] [1] and [excreted in bile] [2].",
    "[Zinc may reduce fever] [1] and [could shorten colds] [2], but [the evidence is weak] [3].",
    "[It is used in children] [1], [especially in those younger than five years] [2].",
    "[It is known for its safety] [1,2]. Known.",
    "[The drug was approved in 1990] [1] and [has been used in millions of patients since] [2].",
    "[Levels rise with age] [1], [fall after surgery] [2], and [remain low for weeks] [3].",
    "[Depression is common after stroke] [1], [affecting about a third of all survivors] [2].",
    "[Depression is common after stroke] [1] and [is associated with a higher risk of death] [2].",
    "[The receptor is blocked by naloxone] [1], [indicating that opioids act through it] [2].",
    "[Zinc was seen to protect the gut from heavy metals] [1] and [prevent scars of the liver in rats] [2].",
    "[Surveys have summed up the effects of sleep in old people] [1], [most of which were women] [2].",
    "[The quality of eleven was classified as high] [1] and [that of the others as low] [2].",
    "[A zinc-poor diet modified the habits of the mice] [1] and [caused different sorts of harm] [2].",
    "They exist because [seals live long, keep to one beach] [1] and [show little change in their days] [2].",
]  # fmt: skip

TOLD = [
    ("Kelly et al. [1] found zinc in milk, and Lal et al. [2] found it in rice.",
     ["Kelly et al. [1] found zinc in milk", "Lal et al. [2] found it in rice"]),
    ("Some have found zinc in milk [1], and Kelly et al. [2] carefully counted it.",
     ["Some have found zinc in milk", "Kelly et al. [2] carefully counted it"]),
    ("Kelly et al. [1] showed that zinc helps, whereas copper was harmful [2].",
     ["Kelly et al. [1] showed that zinc helps", "copper was harmful"]),
    ("Kelly et al. [1] and Lal et al. [2] noted that zinc helps.", ["Kelly et al.", "Lal et al."]),
    ("They used the method of Kelly [1], Lal [2] and Wu et al. [3] as printed.", ["Kelly", "Lal", "Wu et al."]),
    ("Kelly et al. [1] showed that zinc, which is a metal [2], helps.",
     ["Kelly et al. [1] showed that zinc, which is a metal [2], helps."]),
    ("Twelve ate meat [1] with a little salt (or fish), whereas those at home had milk [2].",
     ["Twelve ate meat [1] with a little salt (or fish)", "those at home had milk"]),
    ("One trial gave the rates of men and women [1], and others were alike; but one gave them for boys [2].",
     ["One trial gave the rates of men and women [1], and others were alike", "one gave them for boys"]),
]  # fmt: skip
"""Parts that go on behind their markers."""


@pytest.mark.parametrize(("text", "parts"), TOLD)
def test_parts_that_go_on_behind_their_markers(read_text: Reader, text: str, parts: list[str]) -> None:
    rows = contents_of(read_text(HEAD + text + LIST), "x.md", language())
    cited = {row.claim_id for row in rows if isinstance(row, Citation)}
    assert [row.text.value for row in rows if isinstance(row, Claim) and row.claim_id in cited] == parts


def wanted(text: str) -> tuple[str, list[str]]:
    """The sentence without the marks of its parts, and the parts."""
    parts = re.findall(r"\[([^\]]*[a-z][^\]]*)\]", text)
    return re.sub(r"\[([^\]]*[a-z][^\]]*)\]", r"\1", text), parts


@pytest.mark.parametrize("text", LISTS + CLAUSES)
def test_parts_of_sentences(read_text: Reader, text: str) -> None:
    sentence, parts = wanted(text)
    rows = contents_of(read_text(HEAD + sentence + LIST), "x.md", language())
    cited = {row.claim_id for row in rows if isinstance(row, Citation)}
    claims = [row.text.value for row in rows if isinstance(row, Claim) and row.claim_id in cited]
    assert [claim.split(" [")[0].rstrip(".") if len(parts) == 1 else claim for claim in claims] == parts
