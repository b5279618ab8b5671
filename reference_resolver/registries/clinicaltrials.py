"""ClinicalTrials.gov, API version 2: all trials of a review in as few requests as their numbers fit into.

Shapes are those of the registry's OpenAPI description of ``/api/v2/studies``.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from curated.provenance import Method, Sourced, Text, Texts, Whole
from curated.schema import READING, Arm, Intervention, Publication, Trial
from reference_resolver.body import REPLACED, UnreadableBodyError, describe, parse_json, storable
from reference_resolver.registry import NOT_FOUND, Entry, Pace, Registry, skipped, unreadable
from reference_resolver.request import (
    DataVersion,
    Edition,
    Question,
    Request,
    Response,
    TrialsByNumber,
    TrialVersion,
    TrialVersions,
)

NAME = "clinicaltrials"
_STUDIES = "https://clinicaltrials.gov/api/v2/studies"
# one malformed number refuses the whole batch (400), so only what the API's own pattern lets through is asked
_NUMBER = re.compile(r"NCT(?!0{8})\d{8}")
_NUMBERS_AT_ONCE = 1000  # as many as a page holds; where a proxy refuses the long address, the desk asks in halves
_FIELDS = (
    "NCTId,NCTIdAlias,BriefTitle,OfficialTitle,OverallStatus,WhyStopped,StartDate,PrimaryCompletionDate,CompletionDate,"
    "LastUpdatePostDate,HasResults,Phase,EnrollmentCount,Condition,ArmGroupLabel,ArmGroupType,ArmGroupInterventionName,"
    "InterventionName,InterventionType,InterventionOtherName,StartDateType,PrimaryCompletionDateType,CompletionDateType,"
    "EnrollmentType,StudyFirstPostDate,ResultsFirstPostDate,LastKnownStatus,StatusVerifiedDate,ReferencePMID,"
    "ReferenceType,ReferenceCitation,RetractionPMID"
)
_VERSION = "https://clinicaltrials.gov/api/v2/version"
# what the registry's own pages ask: undocumented, and the only place that tells of earlier versions
_OWN_PAGES = "https://clinicaltrials.gov/api/int/studies"
_OF_THE_TRIAL = ("RESULT", "DERIVED")  # BACKGROUND is what the sponsor read, not what came of the trial
_ENROLLMENT_UNKNOWN = 99_999_999
_ANSWERS_UNDER = Method(name="asked-number-is-an-alias", version="1")


def ask(question: Question) -> Iterator[Request]:
    """Requests for NCT numbers, at most 1,000 each; numbers of other registries are not asked for."""
    if isinstance(question, DataVersion):
        yield Request(registry=NAME, url=_VERSION, question=question)
    elif isinstance(question, TrialVersions):
        if _NUMBER.fullmatch(question.number):
            yield Request(registry=NAME, url=f"{_OWN_PAGES}/{question.number}?history=true", question=question)
    elif isinstance(question, TrialsByNumber):
        numbers = list(dict.fromkeys(number for number in question.numbers if _NUMBER.fullmatch(number)))
        for start in range(0, len(numbers), _NUMBERS_AT_ONCE):
            batch = tuple(numbers[start : start + _NUMBERS_AT_ONCE])
            url = f"{_STUDIES}?filter.ids={','.join(batch)}&fields={_FIELDS}&pageSize=1000&countTotal=true"
            yield Request(registry=NAME, url=url, question=TrialsByNumber(numbers=batch))


def read(response: Response) -> Iterator[Entry]:
    """The trials of an answer, one for each number that was asked for: an alias and the number that it answers under
    are two rows. A number that is absent from the answer yields nothing; an answer that holds fewer studies than it
    counts yields those and a failure.
    """
    if isinstance(response.request.question, DataVersion):
        yield _version(response)
        return
    if isinstance(response.request.question, TrialVersions):
        yield from _versions(response, response.request.question.number)
        return
    try:
        studies = list(_studies(response))
    except UnreadableBodyError as problem:
        yield unreadable(response, str(problem))
        return
    question = response.request.question
    asked = set(question.numbers) if isinstance(question, TrialsByNumber) else set()
    for at, study in studies:
        try:
            yield from _trials(response, at, study, asked)
        except (TypeError, ValueError, KeyError, AttributeError) as problem:
            yield skipped(response, at, f"record of another shape than a study's ({problem})")
    counted = _counted(response)
    if counted is not None and len(studies) < counted:
        yield unreadable(response, f"an answer cut short: {len(studies)} of the {counted} studies that it counts")


def _counted(response: Response) -> int | None:
    """How many studies an answer of one page says it holds."""
    body = parse_json(response.body)
    if not isinstance(body, dict) or "nextPageToken" in body or "pageToken=" in response.request.url:
        return None
    counted = body.get("totalCount")
    return counted if isinstance(counted, int) else None


def _version(response: Response) -> Entry:
    """Of when the registry's data are."""
    try:
        if response.cause or response.status != 200:
            raise UnreadableBodyError(response.cause or f"HTTP {response.status}: {describe(response.body)}")
        body = parse_json(response.body)
    except UnreadableBodyError as problem:
        return unreadable(response, str(problem))
    stamp = body.get("dataTimestamp") if isinstance(body, dict) else None
    if not isinstance(stamp, str) or not re.match(r"\d{4}-\d\d-\d\d", stamp):
        return unreadable(response, f"not an answer of /version: {describe(response.body)}")
    return Edition(registry=NAME, stamp=storable(stamp[:40]), response=response.sha256)


def _versions(response: Response, number: str) -> Iterator[Entry]:
    """The versions of a trial's record. Their own numbers are sometimes absent; then the place in the list counts."""
    try:
        if response.cause or response.status != 200:
            not_there = response.status == 404 and not response.cause
            raise UnreadableBodyError(NOT_FOUND if not_there else response.cause or f"HTTP {response.status}")
        body = parse_json(response.body)
        listed = body["history"]["changes"] if isinstance(body, dict) else None
        if not isinstance(listed, list):
            raise UnreadableBodyError(f"no list of versions: {describe(response.body)}")
    except (UnreadableBodyError, KeyError, TypeError) as problem:
        yield unreadable(response, str(problem) if isinstance(problem, UnreadableBodyError) else "no list of versions")
        return
    for place, entry in enumerate(listed):
        at = f"/history/changes/{place}"
        date, status = (entry.get("date"), entry.get("status")) if isinstance(entry, dict) else (None, None)
        if not (isinstance(date, str) and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", date) and isinstance(status, str)):
            yield skipped(response, at, "a version without date or status")
            continue
        version = entry.get("version")
        yield TrialVersion(
            trial_id=number,
            version=version if isinstance(version, int) else place,
            date=date,
            status=storable(unescape(status)),
            response=response.sha256,
            pointer=f"{at}/status",
        )


def more(response: Response) -> Iterator[Request]:
    """The request for the next page, where the answer names one."""
    if response.cause or response.status != 200:
        return
    try:
        body = parse_json(response.body)
    except UnreadableBodyError:  # ``read`` yields the failure for this body
        return
    token = body.get("nextPageToken") if isinstance(body, dict) else None
    if isinstance(token, str) and re.fullmatch(r"[\w=~.-]{1,2000}", token):
        url = re.sub(r"&pageToken=.*", "", response.request.url)
        request = response.request.model_copy(update={"url": f"{url}&pageToken={token}"})
        yield request


def _studies(response: Response) -> Iterator[tuple[str, dict[str, Any]]]:
    """The study objects of an answer with their pointers. Raises :class:`UnreadableBodyError` where there are none."""
    if response.cause:
        raise UnreadableBodyError(response.cause)
    if response.status == 404 and re.fullmatch(rb"NCT number NCT\d+ not found\s*", response.body):
        raise UnreadableBodyError(NOT_FOUND)
    if response.status != 200:
        raise UnreadableBodyError(f"HTTP {response.status}: {describe(response.body)}")
    body = parse_json(response.body)
    if isinstance(body, dict) and isinstance(body.get("studies"), list):
        for number, study in enumerate(body["studies"]):
            yield f"/studies/{number}", study
    elif isinstance(body, dict) and isinstance(body.get("protocolSection"), dict):
        yield "", body
    else:
        raise UnreadableBodyError(f"not an answer of /studies: {describe(response.body)}")


def _trials(response: Response, at: str, study: dict[str, Any], asked: set[str]) -> Iterator[Entry]:
    identification = study["protocolSection"]["identificationModule"]
    canonical = identification["nctId"]
    if not isinstance(canonical, str) or not _NUMBER.fullmatch(canonical):
        raise ValueError(f"nctId {canonical!r} is no NCT number")
    names = [canonical, *(identification.get("nctIdAliases") or [])]
    wanted = [name for name in names if name in asked]
    if asked and not wanted:
        yield skipped(response, at, f"{canonical} was not asked for")
    for trial_id in wanted if asked else [canonical]:
        yield _trial(response, at, study, trial_id)


def _trial(response: Response, at: str, study: dict[str, Any], trial_id: str) -> Trial:
    """One study under the number that was asked for. Raises where it is not shaped like a study."""

    def at_path(path: str) -> Any:
        value: Any = study
        for name in path.split("/"):
            value = value.get(name)
            if value is None:
                return None
        return value

    def text(path: str) -> Sourced[str] | None:
        value = at_path(path)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise TypeError(f"{path} is no text")
        kept = storable(value)
        steps = () if kept == value else (REPLACED,)
        return Text(value=kept, source=response.source(f"{at}/{path}"), steps=steps)

    def texts(path: str) -> Sourced[tuple[str, ...]] | None:
        values = at_path(path)
        if not values:
            return None
        return Texts(value=tuple(storable(value) for value in values), source=response.source(f"{at}/{path}"))

    status, design = "protocolSection/statusModule", "protocolSection/designModule"
    arms = "protocolSection/armsInterventionsModule"
    identification = "protocolSection/identificationModule"
    number = text(f"{identification}/nctId")
    if number is None:
        raise ValueError("no nctId")
    canonical = number if number.value == trial_id else number.derive(number.value, _ANSWERS_UNDER)
    count = at_path(f"{design}/enrollmentInfo/count")
    known = isinstance(count, int) and not isinstance(count, bool) and count != _ENROLLMENT_UNKNOWN
    has_results = study.get("hasResults")
    arm_groups, interventions = at_path(f"{arms}/armGroups"), at_path(f"{arms}/interventions")
    return Trial(
        trial_id=trial_id,
        canonical_id=canonical,
        registry=NAME,
        brief_title=text(f"{identification}/briefTitle"),
        official_title=text(f"{identification}/officialTitle"),
        overall_status=text(f"{status}/overallStatus"),
        phases=texts(f"{design}/phases"),
        enrollment=Whole(value=count, source=response.source(f"{at}/{design}/enrollmentInfo/count")) if known else None,
        arms=Sourced[tuple[Arm, ...]](
            value=tuple(_arm(arm) for arm in arm_groups), source=response.source(f"{at}/{arms}/armGroups")
        )
        if arm_groups
        else None,
        interventions=Sourced[tuple[Intervention, ...]](
            value=tuple(_intervention(one) for one in interventions),
            source=response.source(f"{at}/{arms}/interventions"),
        )
        if interventions
        else None,
        conditions=texts("protocolSection/conditionsModule/conditions"),
        start_date=text(f"{status}/startDateStruct/date"),
        primary_completion_date=text(f"{status}/primaryCompletionDateStruct/date"),
        completion_date=text(f"{status}/completionDateStruct/date"),
        has_results=Sourced[bool](value=has_results, source=response.source(f"{at}/hasResults"))
        if isinstance(has_results, bool)
        else None,
        why_stopped=text(f"{status}/whyStopped"),
        last_update_posted=text(f"{status}/lastUpdatePostDateStruct/date"),
        aliases=texts(f"{identification}/nctIdAliases"),
        start_date_type=text(f"{status}/startDateStruct/type"),
        primary_completion_date_type=text(f"{status}/primaryCompletionDateStruct/type"),
        completion_date_type=text(f"{status}/completionDateStruct/type"),
        enrollment_type=text(f"{design}/enrollmentInfo/type"),
        first_posted=text(f"{status}/studyFirstPostDateStruct/date"),
        results_first_posted=text(f"{status}/resultsFirstPostDateStruct/date"),
        last_known_status=text(f"{status}/lastKnownStatus"),
        status_verified=text(f"{status}/statusVerifiedDate"),
        publications=Sourced[tuple[Publication, ...]](
            value=published, source=response.source(f"{at}/protocolSection/referencesModule/references")
        )
        if (published := _publications(at_path("protocolSection/referencesModule/references") or ()))
        else None,
        reading=READING,
    )


def _publications(references: Iterable[dict[str, Any]]) -> tuple[Publication, ...]:
    return tuple(
        Publication(
            pmid=storable(reference.get("pmid") or ""),
            type=reference["type"],
            citation=storable(reference.get("citation") or ""),
            retracted_by=tuple(storable(notice.get("pmid") or "") for notice in reference.get("retractions") or ()),
        )
        for reference in references
        if reference.get("type") in _OF_THE_TRIAL
    )


def _arm(arm: dict[str, Any]) -> Arm:
    return Arm(
        label=storable(arm.get("label") or ""),
        type=storable(arm.get("type") or ""),
        interventions=tuple(storable(name) for name in arm.get("interventionNames") or ()),
    )


def _intervention(intervention: dict[str, Any]) -> Intervention:
    return Intervention(
        name=storable(intervention["name"]),
        type=storable(intervention.get("type") or ""),
        other_names=tuple(storable(name) for name in intervention.get("otherNames") or ()),
    )


REGISTRY = Registry(
    name=NAME,
    hosts=("clinicaltrials.gov",),
    pace=Pace(seconds_between=1.0),  # the delay that its robots.txt asks for; it names no other limit
    ask=ask,
    read=read,
    more=more,
)
