using System.Collections.Concurrent;
using ContactCenter.Hosting.Settings;

namespace ContactCenter.Operators;

/// <summary>What each operator can, as settings say: of the operator, and of the TrueConf groups the operator is in.</summary>
internal sealed class OperatorSkills(OperatorsOptions settings, OperatorRoster roster)
{
    private readonly ConcurrentDictionary<string, (Roster Read, HashSet<OperatorId> Members)> _members = new(StringComparer.OrdinalIgnoreCase);
    private volatile Said _said = new(settings);

    /// <summary>Told when settings say something else than before.</summary>
    public event Action? Changed;

    /// <summary>The groups whose members settings speak of; nobody waits for them, so they are read at leisure.</summary>
    public IReadOnlyList<FollowedGroup> Groups => [.. _said.Settings.GroupSkills.Keys.Select(group => new FollowedGroup(group, RosterRefresher.Leisure, TakesCalls: false))];

    /// <summary>The skills as settings say, now and whenever they change.</summary>
    public static OperatorSkills Of(LiveSettings settings, OperatorRoster roster)
    {
        var skills = new OperatorSkills(settings.Read<OperatorsOptions>(), roster);
        settings.Changed += () => skills.Rewrite(settings.Read<OperatorsOptions>());
        return skills;
    }

    /// <summary>The operator's levels by the names' one form: the highest of each. A group that was never read gives nothing.</summary>
    public IReadOnlyDictionary<string, int> SkillsOf(OperatorId id)
    {
        var said = _said;
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (skill, level) in said.Own[id].Concat(OfGroups(said.Settings, id)))
        {
            var name = Skill.NameOf(skill);
            levels[name] = Math.Max(level, levels.GetValueOrDefault(name));
        }

        return levels;
    }

    private IEnumerable<KeyValuePair<string, int>> OfGroups(OperatorsOptions settings, OperatorId id) =>
        settings.GroupSkills.Where(group => MembersOf(group.Key).Contains(id)).SelectMany(group => group.Value);

    private HashSet<OperatorId> MembersOf(string group)
    {
        if (roster.Watch(group).Latest is not { } read)
        {
            return [];
        }

        if (!_members.TryGetValue(group, out var known) || !ReferenceEquals(known.Read, read))
        {
            known = (read, [.. read.Operators.Select(one => one.Id)]);
            _members[group] = known;
        }

        return known.Members;
    }

    private void Rewrite(OperatorsOptions settings)
    {
        if (!ReferenceEquals(settings, _said.Settings))
        {
            _said = new Said(settings);
            Changed?.Invoke();
        }
    }

    /// <summary>Settings, looked through once: every match asks for every operator.</summary>
    private sealed class Said(OperatorsOptions settings)
    {
        public OperatorsOptions Settings => settings;

        public ILookup<OperatorId, KeyValuePair<string, int>> Own { get; } =
            (from one in settings.Skills
             let id = OperatorId.Spelt(one.Key)
             where id is not null
             from skill in one.Value
             select (Id: id.Value, Skill: skill)).ToLookup(one => one.Id, one => one.Skill);
    }
}
