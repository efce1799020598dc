/// What one message of a stream says, whatever the dialect.
enum RemoteDelta: Equatable {
  /// More of the text.
  case text(String)
  /// So much of the prompt has been read.
  case progress(PrefillProgress)
  /// The prompt's tokens, and those of them that were there already.
  case prompt(tokens: Int, cached: Int)
  /// The tokens generated so far.
  case generated(tokens: Int)
  /// The text is over; counts may still come.
  case stop(StopReason)
  /// The server stopped for a reason that is not the text's own, such as a filter.
  case brokenOff(String)
  /// The server reports an error, in its words.
  case failure(String)
  /// Nothing more comes.
  case end
}
