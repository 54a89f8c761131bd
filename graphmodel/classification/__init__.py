"""What sort of body an organisation is, as far as its name says so: cluster, ministry, agency, chamber, university, municipality.

The words stand in files (``classes/``) that people can extend; every answer names the word, its language and the file.
"""

from graphmodel.classification.naming import NAMED_COLUMNS, names_to_classes
from graphmodel.classification.vocabulary import BodyClass, Vocabulary, read_vocabulary

__all__ = ["NAMED_COLUMNS", "BodyClass", "Vocabulary", "names_to_classes", "read_vocabulary"]
