"""Numbers of trial registries: what is printed, and what it is in normal form; and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curated.trial_numbers import find_trial_numbers

FORMS: dict[str, list[tuple[str, str]]] = {
    "ClinicalTrials.gov": [
        ("NCT03434379", "NCT03434379"),
        ("NCT 03434379", "NCT03434379"),
        ("NCT\u00a003434379", "NCT03434379"),
        ("NCT\u200903434379", "NCT03434379"),
        ("NCT-03434379", "NCT03434379"),
        ("NCT–03434379", "NCT03434379"),
        ("NCT#03434379", "NCT03434379"),
        ("NCT# 03434379", "NCT03434379"),
        ("NCT:03434379", "NCT03434379"),
        ("NCT: 03434379", "NCT03434379"),
        ("NCT No. 03434379", "NCT03434379"),
        ("NCT no 03434379", "NCT03434379"),
        ("NCT number: 03434379", "NCT03434379"),
        ("NCT ID 03434379", "NCT03434379"),
        ("NCT identifier 03434379", "NCT03434379"),
        ("NCT N°03434379", "NCT03434379"),
        ("nct03434379", "NCT03434379"),
        ("Nct03434379", "NCT03434379"),
        ("NTC03434379", "NCT03434379"),
        ("N CT03434379", "NCT03434379"),
        ("NC T03434379", "NCT03434379"),
        ("NCTO3434379", "NCT03434379"),
        ("NCT0343437O", "NCT03434370"),
        ("NCT0l434379", "NCT01434379"),
        ("NCT0343 4379", "NCT03434379"),
        ("NCT034 343 79", "NCT03434379"),
        ("NCT0343-4379", "NCT03434379"),
        ("NCT0343- 4379", None),
        ("(NCT03434379)", "NCT03434379"),
        ("[NCT03434379]", "NCT03434379"),
        ("NCT03434379[80]", "NCT03434379"),
        ("NCT03434379,", "NCT03434379"),
        ("NCT03434379;", "NCT03434379"),
        ("“NCT03434379”", "NCT03434379"),
        ("ClinicalTrials.gov: NCT03434379", "NCT03434379"),
        ("ClinicalTrials.gov/NCT03434379", "NCT03434379"),
        ("https://clinicaltrials.gov/ct2/show/NCT03434379", "NCT03434379"),
        ("clinicaltrials.gov/study/NCT03434379?tab=history", "NCT03434379"),
        ("KEYNOTE-224/NCT02702414", "NCT02702414"),
    ],
    "ISRCTN": [
        ("ISRCTN12345678", "ISRCTN12345678"),
        ("ISRCTN 12345678", "ISRCTN12345678"),
        ("ISRCTN: 12345678", "ISRCTN12345678"),
        ("ISRCTN-12345678", "ISRCTN12345678"),
        ("ISRCTN number 12345678", "ISRCTN12345678"),
        ("ISRCTN registry 12345678", "ISRCTN12345678"),
        ("isrctn12345678", "ISRCTN12345678"),
        ("ISRTN12345678", "ISRCTN12345678"),
        ("ISRCTN1234 5678", "ISRCTN12345678"),
        ("doi.org/10.1186/ISRCTN12345678", "ISRCTN12345678"),
    ],
    "EU CT": [
        ("2022-501549-57-00", "2022-501549-57-00"),
        ("EU CT 2022-501549-57-00", "2022-501549-57-00"),
        ("EUCT: 2022-501549-57-00", "2022-501549-57-00"),
        ("EUCT number 2022-501549-57-00", "2022-501549-57-00"),
        ("2022–501549–57–00", "2022-501549-57-00"),
        ("2022\u2011501549\u201157\u201100", "2022-501549-57-00"),
        ("2023-508123-42-01", "2023-508123-42-01"),
        ("2024-512345-11", "2024-512345-11"),
    ],
    "EudraCT": [
        ("2004-123456-12", "2004-123456-12"),
        ("2004-123456-12-GB", "2004-123456-12"),
        ("EudraCT 2004-123456-12", "2004-123456-12"),
        ("EudraCT: 2004-123456-12.", "2004-123456-12"),
        ("EudraCT number 2004-123456-12", "2004-123456-12"),
        ("EudraCT No. 2004-123456-12", "2004-123456-12"),
        ("EudraCT#2004-123456-12", "2004-123456-12"),
        ("Eudra CT 2004-123456-12", "2004-123456-12"),
        ("EUDRACT2004-123456-12", "2004-123456-12"),
        ("EUCTR2004-123456-12-DE", "2004-123456-12"),
        ("EUCTR 2004-123456-12", "2004-123456-12"),
        ("2004–123456–12", "2004-123456-12"),
        ("2004 - 123456 - 12", "2004-123456-12"),
        ("2004−123456−12", "2004-123456-12"),
        ("2018-000582-36/NL", "2018-000582-36"),
    ],
    "ChiCTR": [
        ("ChiCTR2000030054", "ChiCTR2000030054"),
        ("ChiCTR 2000030054", "ChiCTR2000030054"),
        ("ChiCTR-2000030054", "ChiCTR2000030054"),
        ("ChiCTR: 2000030054", "ChiCTR2000030054"),
        ("ChiCTR No. 2000030054", "ChiCTR2000030054"),
        ("CHICTR2000030054", "ChiCTR2000030054"),
        ("chictr1800014536", "ChiCTR1800014536"),
        ("ChiCTR-TRC-09000001", "ChiCTR-TRC-09000001"),
        ("ChiCTR-IOR-15006210", "ChiCTR-IOR-15006210"),
        ("ChiCTR-OPC-15006463", "ChiCTR-OPC-15006463"),
        ("ChiCTR-ROC-17012873", "ChiCTR-ROC-17012873"),
        ("ChiCTR–INR–16009580", "ChiCTR-INR-16009580"),
        ("ChiCTR-TRC09000001", "ChiCTR-TRC-09000001"),
    ],
    "ITMCTR": [("ITMCTR2020000123", "ITMCTR2020000123"), ("ITMCTR 2021005012", "ITMCTR2021005012")],
    "jRCT": [
        ("jRCTs041220087", "jRCTs041220087"),
        ("jRCT2080220000", "jRCT2080220000"),
        ("jRCT 2080220000", "jRCT2080220000"),
        ("JRCT1031200123", "jRCT1031200123"),
        ("jRCT: jRCTs031180123", "jRCTs031180123"),
        ("jRCT-s041220087", "jRCTs041220087"),
        ("jRCT s041220087", "jRCTs041220087"),
        ("jRCTb030190040", "jRCTb030190040"),
    ],
    "UMIN": [
        ("UMIN000012345", "UMIN000012345"),
        ("UMIN 000012345", "UMIN000012345"),
        ("UMIN-000012345", "UMIN000012345"),
        ("UMIN-CTR 000012345", "UMIN000012345"),
        ("UMIN-CTR: UMIN000012345", "UMIN000012345"),
        ("UMIN-CTR000012345", "UMIN000012345"),
        ("UMIN CTR number 000012345", "UMIN000012345"),
        ("UMIN ID: 000012345", "UMIN000012345"),
        ("umin000012345", "UMIN000012345"),
        ("UMIN C000000123", "UMINC000000123"),
    ],
    "JapicCTI": [
        ("JapicCTI-123456", "JapicCTI-123456"),
        ("JapicCTI 123456", "JapicCTI-123456"),
        ("JapicCTI123456", "JapicCTI-123456"),
        ("JAPIC CTI-123456", "JapicCTI-123456"),
        ("Japic-CTI: 123456", "JapicCTI-123456"),
        ("JapicCTI No. 123456", "JapicCTI-123456"),
    ],
    "JMACCT": [("JMA-IIA00123", "JMA-IIA00123"), ("JMA IIA00123", "JMA-IIA00123"), ("JMAIIA00123", "JMA-IIA00123")],
    "DRKS": [
        ("DRKS00012345", "DRKS00012345"),
        ("DRKS 00012345", "DRKS00012345"),
        ("DRKS-ID: DRKS00012345", "DRKS00012345"),
        ("DRKS ID 00012345", "DRKS00012345"),
        ("DRKS-00012345", "DRKS00012345"),
        ("DRKS0001 2345", "DRKS00012345"),
    ],
    "ANZCTR": [
        ("ACTRN12605000001234", "ACTRN12605000001234"),
        ("ACTRN12605000001234p", "ACTRN12605000001234p"),
        ("ACTRN12605000001234P", "ACTRN12605000001234p"),
        ("ACTRN 12605000001234", "ACTRN12605000001234"),
        ("ACTRN: 12605000001234", "ACTRN12605000001234"),
        ("ACTRN012605000001234", "ACTRN12605000001234"),
        ("ANZCTR12605000001234", "ACTRN12605000001234"),
        ("ANZCTR: ACTRN12605000001234", "ACTRN12605000001234"),
        ("ANZCTRN12605000001234", "ACTRN12605000001234"),
        ("ACTRN1260 5000001234", None),
    ],
    "CTRI": [
        ("CTRI/2018/01/011353", "CTRI/2018/01/011353"),
        ("CTRI/2012/091/002635", "CTRI/2012/091/002635"),
        ("CTRI / 2018 / 01 / 011353", "CTRI/2018/01/011353"),
        ("CTRI-2018-01-011353", "CTRI/2018/01/011353"),
        ("CTRI 2018/01/011353", "CTRI/2018/01/011353"),
        ("CTRI No. CTRI/2018/01/011353", "CTRI/2018/01/011353"),
        ("CTRI: 2018/01/011353", "CTRI/2018/01/011353"),
        ("ctri/2018/01/011353", "CTRI/2018/01/011353"),
    ],
    "IRCT": [
        ("IRCT20200101012345N1", "IRCT20200101012345N1"),
        ("IRCT201201018545N12", "IRCT201201018545N12"),
        ("IRCT138712011760N1", "IRCT138712011760N1"),
        ("IRCT 20200101012345N1", "IRCT20200101012345N1"),
        ("IRCT20200101012345 N1", "IRCT20200101012345N1"),
        ("IRCT ID: IRCT20200101012345N1", "IRCT20200101012345N1"),
        ("IRCTID: 20200101012345N1", "IRCT20200101012345N1"),
    ],
    "CRiS": [
        ("KCT0001234", "KCT0001234"),
        ("KCT 0001234", "KCT0001234"),
        ("CRIS: KCT0001234", "KCT0001234"),
        ("kct0001234", "KCT0001234"),
    ],
    "NTR": [
        ("Netherlands Trial Register NTR1234", "NTR1234"),
        ("Dutch Trial Register: NTR 5678", "NTR5678"),
        ("registered as NTR-123", "NTR123"),
        ("Netherlands Trial Register, NL8758", "NL8758"),
        ("trialregister.nl: NL 1234", "NL1234"),
        ("registration number NL123", "NL123"),
    ],
    "PACTR": [
        ("PACTR201501000987654", "PACTR201501000987654"),
        ("PACTR 201501000987654", "PACTR201501000987654"),
        ("PACTR2020070123456789", "PACTR2020070123456789"),
        ("PACTR202007012345678", "PACTR202007012345678"),
    ],
    "ReBEC": [
        ("RBR-6qvdftm", "RBR-6qvdftm"),
        ("RBR-6QVDFTM", "RBR-6qvdftm"),
        ("RBR 6qvdftm", "RBR-6qvdftm"),
        ("RBR6qvdftm", "RBR-6qvdftm"),
        ("RBR–4cg2fh", "RBR-4cg2fh"),
        ("RBR-2fdpp9", "RBR-2fdpp9"),
    ],
    "REPEC": [("PER-123-12", "PER-123-12"), ("PER–010–19", "PER-010-19"), ("REPEC PER-123-12", "PER-123-12")],
    "RPCEC": [("RPCEC00000123", "RPCEC00000123"), ("RPCEC 00000123", "RPCEC00000123")],
    "SLCTR": [("SLCTR/2012/001", "SLCTR/2012/001"), ("SLCTR / 2012 / 001", "SLCTR/2012/001")],
    "TCTR": [("TCTR20140101001", "TCTR20140101001"), ("TCTR 20140101001", "TCTR20140101001")],
    "LBCTR": [("LBCTR2020123456", "LBCTR2020123456"), ("LBCTR 2020123456", "LBCTR2020123456")],
    "WHO UTN": [
        ("U1111-1234-5678", "U1111-1234-5678"),
        ("UTN U1111-1234-5678", "U1111-1234-5678"),
        ("UTN: U1111–1234–5678", "U1111-1234-5678"),
        ("U 1111-1234-5678", "U1111-1234-5678"),
    ],
}

LOOK_ALIKES = [
    "NCT0343437",
    "NCT034343790",
    "XNCT03434379",
    "NCT03434379a",
    "NCT0343437 9 patients",
    "NCT",
    "NCTs 2019",
    "NCTOOOll379",
    "the NCT of 2003-2004",
    "CT03434379",
    "NC 03434379",
    "grant NTC 1234",
    "2004-12345-12",
    "2004-1234567-12",
    "2004-123456-1",
    "2004-123456-123",
    "12004-123456-12",
    "1804-123456-12",
    "2022-501549-57-000",
    "2004-123456-12-345",
    "0000-0002-1825-0097",
    "978-3-16-148410-0",
    "1234-5678",
    "2019-20",
    "2019-12-31",
    "2019-2020-21",
    "tel. 2004-123-456",
    "PMID 12345678",
    "PMC1234567",
    "10.1186/12345678",
    "ISRCTN1234567",
    "ISRCTN123456789",
    "ISSN 1234-5678",
    "ISBN 9783161484100",
    "ChiCTR",
    "ChiCTR2000",
    "ChiCTR20000300541",
    "ChiCTR-TRC-0900",
    "jRCT123",
    "jRCT20802200001",
    "UMIN0000123",
    "UMIN0000123456",
    "UMIN hospitals 2010",
    "JapicCTI-12345",
    "JapicCTI-1234567",
    "JMA-IIA0012",
    "JMA 2019",
    "DRKS0001234",
    "DRKS000123456",
    "ACTRN1260500000123",
    "ACTRN22605000001234",
    "ACTRN126050000012345",
    "CTRI/18/01/011353",
    "CTRI/2018/01/01135",
    "CTRI/2018/1/011353",
    "REF/2018/01/016789",
    "IRCT20200101012345",
    "IRCT N1",
    "KCT12",
    "KCT00012345",
    "NTR 1234 cells were counted",
    "the NTR domain",
    "a mixture of NL3456 and water",
    "NL12345.018.07 of the Dutch trial committee",
    "PACTR2015",
    "PACTR20150100098",
    "RBR-protein",
    "RBR-12345",
    "RBR-12345678",
    "SUPER-123-12",
    "per-123-12",
    "PER-12-12",
    "PER-123-1234",
    "RPCEC0000012",
    "SLCTR/2012/01",
    "SLCTR 12",
    "TCTR2014010100",
    "TCTR30140101001",
    "LBCTR202012",
    "ITMCTR2020",
    "U1111-1234",
    "U1112-1234-5678",
    "1111-1234-5678",
    "U1111-1234-5678-9",
    "HCT116 12345678",
    "AZD 12345678",
    "catalogue no. 03434379",
    "lot NC03434379",
    "GSE03434379",
    "EGAS00001234567",
    "CRD42020123456",
    "A2004-123456-12",
    "",
]


def _cases() -> list[tuple[str, str, str | None]]:
    return [(printed, registry, trial_id) for registry, forms in FORMS.items() for printed, trial_id in forms]


def test_there_are_enough_of_them() -> None:
    assert len(_cases()) + len(LOOK_ALIKES) >= 200
    assert len(FORMS) >= 17


@pytest.mark.parametrize(("printed", "registry", "trial_id"), _cases())
def test_trial_number(printed: str, registry: str, trial_id: str | None) -> None:
    found = [(one.registry, one.trial_id) for one in find_trial_numbers(f"The study {printed} was stopped.")]
    assert found == ([(registry, trial_id)] if trial_id else [])


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes(text: str) -> None:
    assert list(find_trial_numbers(text)) == []


def test_several_in_one_text_in_their_order() -> None:
    text = "NCT02702414/EudraCT 2016-000589-47 (jRCTs041220087); ISRCTN 12345678, NCT-03434379."
    assert [one.trial_id for one in find_trial_numbers(text)] == [
        "NCT02702414",
        "2016-000589-47",
        "jRCTs041220087",
        "ISRCTN12345678",
        "NCT03434379",
    ]


@given(st.text(alphabet="NCTISRctrOlU0123456789 -/#PERAJK", max_size=200))
def test_numbers_stand_where_they_say_and_do_not_overlap(text: str) -> None:
    end = 0
    for one in find_trial_numbers(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end


@given(st.sampled_from([form for forms in FORMS.values() for _, form in forms if form and not form.startswith("N")]))
def test_a_normal_form_is_found_again(trial_id: str) -> None:
    assert [one.trial_id for one in find_trial_numbers(f"({trial_id})")] == [trial_id]


@pytest.mark.parametrize(
    "text",
    ["NCT" + "0 " * 50_000, "1" * 200_000, "NCT0 " * 50_000, "2004-" * 50_000, "CTRI / " * 30_000, "NTR12 " * 30_000],
)
def test_a_hostile_text_ends(text: str) -> None:
    assert list(find_trial_numbers(text)) == []
