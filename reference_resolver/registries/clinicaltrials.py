"""ClinicalTrials.gov, API version 2: all trials of a review in as few requests as their numbers fit into.

Shapes are those of the registry's OpenAPI description of ``/api/v2/studies``.
"""

import re
from collections.abc import Iterator
from typing import Any

from curated.provenance import Method, Sourced, Text, Texts, Whole
from curated.schema import Arm, Intervention, Trial
from reference_resolver.body import REPLACED, UnreadableBodyError, describe, parse_json, storable
from reference_resolver.registry import NOT_FOUND, Entry, Pace, Registry, skipped, unreadable
from reference_resolver.request import Question, Request, Response, TrialsByNumber

NAME = "clinicaltrials"
_STUDIES = "https://clinicaltrials.gov/api/v2/studies"
# one malformed number refuses the whole batch (400), so only what the API's own pattern lets through is asked
_NUMBER = re.compile(r"NCT(?!0{8})\d{8}")
_NUMBERS_AT_ONCE = 250
_FIELDS = (
    "NCTId,NCTIdAlias,BriefTitle,OfficialTitle,OverallStatus,WhyStopped,StartDate,PrimaryCompletionDate,CompletionDate,"
    "LastUpdatePostDate,HasResults,Phase,EnrollmentCount,Condition,ArmGroupLabel,ArmGroupType,ArmGroupInterventionName,"
    "InterventionName,InterventionType,InterventionOtherName"
)
_ENROLLMENT_UNKNOWN = 99_999_999
_ANSWERS_UNDER = Method(name="asked-number-is-an-alias", version="1")


def ask(question: Question) -> Iterator[Request]:
    """Requests for NCT numbers, at most 250 each; numbers of other registries are not asked for."""
    if isinstance(question, TrialsByNumber):
        numbers = list(dict.fromkeys(number for number in question.numbers if _NUMBER.fullmatch(number)))
        for start in range(0, len(numbers), _NUMBERS_AT_ONCE):
            batch = tuple(numbers[start : start + _NUMBERS_AT_ONCE])
            url = f"{_STUDIES}?filter.ids={','.join(batch)}&fields={_FIELDS}&pageSize=1000&countTotal=true"
            yield Request(registry=NAME, url=url, question=TrialsByNumber(numbers=batch))


def read(response: Response) -> Iterator[Entry]:
    """The trials of an answer, one for each number that was asked for: an alias and the number that it answers under
    are two rows. A number that is absent from the answer yields nothing.
    """
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
