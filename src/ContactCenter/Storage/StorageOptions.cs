using ContactCenter.Hosting.Settings;

namespace ContactCenter.Storage;

/// <summary>Where calls are kept: the section <c>Storage</c>, and the connection string.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary><c>Sqlite</c>, a file of this one server. Default <c>Sqlite</c>.</summary>
    [OneOf("Sqlite")]
    public string Provider { get; set; } = "Sqlite";

    /// <summary>Default <c>Data Source=data/contact-center.db</c>; a relative path starts at the content root.</summary>
    [Key("ConnectionStrings:ContactCenter")]
    [Text(2000)]
    public string ConnectionString { get; set; } = "Data Source=data/contact-center.db";
}
