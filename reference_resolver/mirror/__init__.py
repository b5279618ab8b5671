"""A local registry made of bulk files: it answers the same questions in the registries' own shapes, off line."""

from reference_resolver.mirror.build import Summary, build
from reference_resolver.mirror.errors import MirrorError
from reference_resolver.mirror.mirror import Mirror

__all__ = ["Mirror", "MirrorError", "Summary", "build"]
