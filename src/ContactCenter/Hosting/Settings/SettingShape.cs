using System.Reflection;

namespace ContactCenter.Hosting.Settings;

/// <summary>What stands at a key: one value, a list, a map or an object, and what these are made of.</summary>
internal abstract class SettingShape
{
    public static SettingShape Of(PropertyInfo property) => Of(property.PropertyType, property, depth: 0);

    /// <summary>What is configured, or <paramref name="current"/> where nothing is; what is wrong is reported and left out.</summary>
    public abstract object? Read(IConfigurationSection at, object? current, SettingsReport report);

    /// <summary>The value as it is told to people.</summary>
    public abstract string Text(object? value);

    /// <summary>The same where the value is one among others.</summary>
    public virtual string Inside(object? value) => $"({Text(value)})";

    /// <summary>An item of a list or a map: it has no default, so that nothing is a wrong value.</summary>
    protected static object? ReadItem(SettingShape shape, IConfigurationSection item, SettingsReport report) =>
        shape is SettingScalar scalar && item.Value is null && !item.GetChildren().Any()
            ? scalar.Value(item.Path, "", report)
            : shape.Read(item, null, report);

    /// <summary>Whether anything is said there, if only <c>[]</c> or <c>{}</c>.</summary>
    protected static bool IsSaid(IConfigurationSection at) => at.GetChildren().Any() || at.Value is not null || SettingsSection.IsEmpty(at);

    protected static bool RefuseValue(IConfigurationSection at, SettingsReport report)
    {
        if (string.IsNullOrEmpty(at.Value))
        {
            return false;
        }

        report.Refuse(at.Path, $"{at.Path} is a single value; it must hold keys.");
        return true;
    }

    private static SettingShape Of(Type type, PropertyInfo declared, int depth)
    {
        var kind = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (kind == typeof(List<>))
        {
            return new SettingList(type, Of(type.GenericTypeArguments[0], declared, depth));
        }

        if (kind == typeof(Dictionary<,>))
        {
            var names = declared.GetCustomAttributes<NameRuleAttribute>().SingleOrDefault(rule => rule.Depth == depth);
            return new SettingMap(type, Of(type.GenericTypeArguments[1], declared, depth + 1), names, declared.IsDefined(typeof(PlainAttribute)));
        }

        return SettingScalar.Is(type) ? new SettingScalar(type, declared) : new SettingObject(type);
    }
}
