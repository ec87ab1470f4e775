namespace ContactCenter.Calls;

/// <summary>Names a call. Not a permission: the guest's token is (<c>CallTokens</c>).</summary>
public readonly record struct CallId(Guid Value)
{
    public static CallId? TryParse(string? text) => Guid.TryParseExact(text, "D", out var value) ? new CallId(value) : null;

    public override string ToString() => Value.ToString("D");
}
