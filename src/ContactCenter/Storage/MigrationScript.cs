using System.Globalization;

namespace ContactCenter.Storage;

/// <summary>One step of a schema, kept in the assembly: <c>0001-what-it-does.sql</c>. Forward only.</summary>
internal sealed record MigrationScript(int Number, string Sql)
{
    /// <summary>The scripts of a store, in order.</summary>
    /// <param name="store">The store's folder.</param>
    public static List<MigrationScript> Of(string store)
    {
        var assembly = typeof(MigrationScript).Assembly;
        var folder = $"{store}/Migrations/";
        return [..
            from resource in assembly.GetManifestResourceNames()
            let path = resource.Replace('\\', '/')
            where path.StartsWith(folder, StringComparison.Ordinal)
            orderby path
            select new MigrationScript(int.Parse(path.AsSpan(folder.Length, 4), CultureInfo.InvariantCulture), Read(resource))];

        string Read(string resource)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            return reader.ReadToEnd();
        }
    }
}
