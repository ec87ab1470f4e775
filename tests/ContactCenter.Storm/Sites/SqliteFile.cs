using System.Data.Common;
using ContactCenter.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storm.Sites;

/// <summary>A file for one node.</summary>
internal sealed class SqliteFile : SqlStore
{
    private readonly string _folder = Directory.CreateTempSubdirectory("contact-center-storm-").FullName;

    public SqliteFile() => SystemSqlite.Use();

    public override IReadOnlyList<(string Key, string Value)> Settings => [("ConnectionStrings:ContactCenter", $"Data Source={Path}")];

    public override bool IsApart => false;

    private string Path => System.IO.Path.Combine(_folder, "contact-center.db");

    public override Task<(int Connections, double Megabytes)> WeightAsync() =>
        Task.FromResult((0, Directory.EnumerateFiles(_folder).Sum(file => new FileInfo(file).Length) / 1024.0 / 1024.0));

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override DbConnection Open() => new SqliteConnection($"Data Source={Path};Mode=ReadOnly;Pooling=False");
}
