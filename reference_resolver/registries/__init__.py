"""The registries that can be asked, in the order in which their records of one work are preferred."""

from reference_resolver.registries.clinicaltrials import REGISTRY as CLINICALTRIALS
from reference_resolver.registries.crossref import REGISTRY as CROSSREF
from reference_resolver.registries.europepmc import REGISTRY as EUROPEPMC
from reference_resolver.registries.idconv import REGISTRY as IDCONV
from reference_resolver.registries.pubmed import REGISTRY as PUBMED
from reference_resolver.registry import Registry

REGISTRIES: tuple[Registry, ...] = (CROSSREF, PUBMED, EUROPEPMC, IDCONV, CLINICALTRIALS)
