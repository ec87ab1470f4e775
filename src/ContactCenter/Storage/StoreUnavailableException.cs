using ContactCenter.Hosting;

namespace ContactCenter.Storage;

/// <summary>
/// The store does not answer just now. What was to be written may or may not have been: whoever wants to know reads again
/// when the store is back.
/// </summary>
/// <remarks>The message is for everybody who asks for the server's health; where the store is stands in the log.</remarks>
internal sealed class StoreUnavailableException(Exception innerException)
    : Exception("The database does not answer just now.", innerException), IPassingTrouble;
