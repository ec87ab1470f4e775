using ContactCenter.Hosting.Settings;
using ContactCenter.Storage.Postgres;

namespace ContactCenter.Storage;

/// <summary>Where calls are kept: the section <c>Storage</c>, and the connection string.</summary>
internal sealed class StorageOptions : ICheckedSettings
{
    public const string Section = "Storage";
    public const string Sqlite = "Sqlite";
    public const string Postgres = "Postgres";

    private const string _connectionString = "ConnectionStrings:ContactCenter";

    /// <summary><c>Sqlite</c>, a file of this one server, or <c>Postgres</c>, a database that any number of servers share. Default <c>Sqlite</c>.</summary>
    [OneOf(Sqlite, Postgres)]
    public string Provider { get; set; } = Sqlite;

    /// <summary>
    /// How long after a call's end it is kept who the guest was: name, e-mail, phone, attributes and page are erased then, the
    /// rest stays. 1 h to 10 years, default 30 days.
    /// </summary>
    [Between("01:00:00", "3650.00:00:00")]
    public TimeSpan KeepCalls { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long it is kept why each call was offered to whom. 1 h to 1 year, default 7 days.</summary>
    [Between("01:00:00", "365.00:00:00")]
    public TimeSpan KeepDecisions { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Default <c>Data Source=data/contact-center.db</c>; a relative path starts at the content root.</summary>
    [Key(_connectionString)]
    public string ConnectionString { get; set; } = "Data Source=data/contact-center.db";

    /// <summary>How long a silent node counts as alive; afterwards the others take over what it had in hand. Default 5 s; 1 s to 1 min.</summary>
    [Between("00:00:01", "00:01:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The connection string is not shown: it may hold a password.</summary>
    public void Check(SettingsReport report)
    {
        if (ConnectionString.Trim().Length is 0 or > 2000)
        {
            report.Refuse(_connectionString, ConnectionString.Length == 0 ? "" : "not shown", "have 1 to 2000 characters");
        }
        else if (Provider == Postgres && PostgresAddress.Broken(ConnectionString) is { } broken)
        {
            report.Refuse(
                _connectionString,
                $"{_connectionString} is not for PostgreSQL ({broken}); with Storage:Provider=Postgres it must be one such as "
                + "Host=db.example.com;Database=contact_center;Username=contact_center;Password=...");
        }
    }
}
