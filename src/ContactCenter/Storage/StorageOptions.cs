using ContactCenter.Hosting.Settings;

namespace ContactCenter.Storage;

/// <summary>Where calls are kept: the section <c>Storage</c>, and the connection string.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary><c>Sqlite</c>, a file of this one server. Default <c>Sqlite</c>.</summary>
    [OneOf("Sqlite")]
    public string Provider { get; set; } = "Sqlite";

    /// <summary>
    /// How long after a call's end it is kept who the guest was: name, e-mail, phone, attributes and page are erased then, the
    /// rest stays. 1 h to 10 years, default 30 days.
    /// </summary>
    [Between("01:00:00", "3650.00:00:00")]
    public TimeSpan KeepCalls { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Default <c>Data Source=data/contact-center.db</c>; a relative path starts at the content root.</summary>
    [Key("ConnectionStrings:ContactCenter")]
    [Text(2000)]
    public string ConnectionString { get; set; } = "Data Source=data/contact-center.db";
}
