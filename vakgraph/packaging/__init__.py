"""A package for a partner: data, papers, questions with answers, checksums and changes, the same bytes each time."""

from vakgraph.packaging.making import Packaged, package
from vakgraph.packaging.profile import Profile, partners

__all__ = ["Packaged", "Profile", "package", "partners"]
