using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Body of <c>POST /api/calls</c>: everything is optional.</summary>
/// <param name="Queue">Default <c>default</c>.</param>
/// <param name="Attributes">At most 32, names to 64 and values to 500 characters.</param>
/// <param name="PageUrl">The site's page, at most 2,000 characters.</param>
/// <param name="Skills">Asked of the operator, each with a level from 1 to 5; at most 10, names to 64 characters.</param>
/// <param name="PreferredOperator">Whom to wait for, for a while: a TrueConf ID in any spelling, at most 100 characters.</param>
public sealed record NewCall(
    string? Queue = null,
    NewGuest? Guest = null,
    IReadOnlyDictionary<string, string?>? Attributes = null,
    string? PageUrl = null,
    IReadOnlyDictionary<string, int>? Skills = null,
    string? PreferredOperator = null)
{
    private const int _mostAttributes = 32;
    private const int _mostSkills = 10;

    internal string QueueName => Queue ?? QueueBook.Default;

    /// <summary>The named operator in the one form of ids; null when none is named.</summary>
    internal OperatorId? Preferred => PreferredOperator is null ? null : OperatorId.Spelt(PreferredOperator);

    /// <summary>Every field that breaks its rule, with the rule.</summary>
    internal Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        Limit("guest.name", Guest?.Name, 100);
        Limit("guest.email", Guest?.Email, 254);
        Limit("guest.phone", Guest?.Phone, 32);
        Limit("guest.language", Guest?.Language, 35);
        Limit("pageUrl", PageUrl, 2000);
        if (Attributes?.Count > _mostAttributes)
        {
            errors["attributes"] = [$"has {Attributes.Count} entries; at most {_mostAttributes} are allowed."];
        }

        foreach (var (name, value) in Attributes ?? new Dictionary<string, string?>())
        {
            Limit($"attributes.{Shortened(name)}", value, 500);
            if (name.Length is 0 or > 64)
            {
                errors[$"attributes.{Shortened(name)}"] = ["its name must have 1 to 64 characters."];
            }
        }

        if (Skills?.Count > _mostSkills)
        {
            errors["skills"] = [$"has {Skills.Count} entries; at most {_mostSkills} are allowed."];
        }

        foreach (var (name, level) in Skills ?? new Dictionary<string, int>())
        {
            if (!CallNeeds.IsSkill(name))
            {
                errors[$"skills.{Shortened(name)}"] = ["its name must have 1 to 64 characters, none of them a colon, a comma or a bar."];
            }
            else if (level is < SkillNeeds.LowestLevel or > SkillNeeds.HighestLevel)
            {
                errors[$"skills.{name}"] = [$"is {level}; it must be from {SkillNeeds.LowestLevel} to {SkillNeeds.HighestLevel}."];
            }
        }

        if (PreferredOperator is { } spelt && (spelt.Length > 100 || OperatorId.Spelt(spelt) is null))
        {
            errors["preferredOperator"] = [$"has {spelt.Length} characters; it must be a TrueConf ID of 1 to 100."];
        }

        return errors;

        void Limit(string field, string? value, int longest)
        {
            if (value?.Length > longest)
            {
                errors[field] = [$"has {value.Length} characters; at most {longest} are allowed."];
            }
        }
    }

    /// <summary>What is said of the guest and the call; where it goes is not decided here.</summary>
    internal Call ToCall(CallId id, string queue, DateTimeOffset now) => new(id, queue, now)
    {
        Guest = new Guest(Clean(Guest?.Name), Clean(Guest?.Email), Clean(Guest?.Phone), Clean(Guest?.Language)),
        Attributes = (Attributes ?? new Dictionary<string, string?>())
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value!),
        PageUrl = PageUrl,
    };

    /// <summary>The same for two requests that say the same; of no use to who reads it.</summary>
    internal string Fingerprint() => Hash(JsonSerializer.Serialize(this with
    {
        Attributes = Attributes is null ? null : new SortedDictionary<string, string?>(
            Attributes.ToDictionary(pair => pair.Key, pair => pair.Value), StringComparer.Ordinal),
        Skills = Skills is null ? null : new SortedDictionary<string, int>(Skills.ToDictionary(), StringComparer.Ordinal),
    }));

    internal static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string? Clean(string? text) =>
        text is null ? null : string.Concat(text.Where(letter => !char.IsControl(letter))).Trim() is { Length: > 0 } clean ? clean : null;

    private static string Shortened(string name) => name.Length <= 64 ? name : name[..64];
}

/// <summary>Who calls, as far as the site knows.</summary>
public sealed record NewGuest(string? Name = null, string? Email = null, string? Phone = null, string? Language = null);
