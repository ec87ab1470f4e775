using System.Reflection;
using Dapper;

namespace ContactCenter.Storage.Postgres;

/// <summary>Rows as parameters of one statement for all of them: an array for each column, for <c>unnest</c>.</summary>
internal static class Columns
{
    public static DynamicParameters Of<TRow>(IReadOnlyList<TRow> rows)
    {
        var parameters = new DynamicParameters();
        foreach (var column in Names<TRow>.All)
        {
            var values = Array.CreateInstance(column.PropertyType, rows.Count);
            for (var row = 0; row < rows.Count; row++)
            {
                values.SetValue(column.GetValue(rows[row]), row);
            }

            parameters.Add(column.Name, values);
        }

        return parameters;
    }

    private static class Names<TRow>
    {
        public static readonly PropertyInfo[] All = typeof(TRow).GetProperties();
    }
}
