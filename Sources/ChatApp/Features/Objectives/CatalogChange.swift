public import Alignment

/// What another program made of the catalog's file.
public enum CatalogChange: Sendable, Equatable {
  /// It holds this now.
  case catalog(ObjectiveCatalog)
  /// It cannot be read any more, and why, in a sentence.
  case unreadable(String)
}
