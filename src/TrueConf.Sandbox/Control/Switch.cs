namespace TrueConf.Sandbox.Control;

/// <summary>One line of the switches' own manual; it is attached to the route, so it cannot tell of one that is not there.</summary>
internal sealed record Switch(string Does, string? Body = null);
