using ContactCenter.Calls;
using Dapper;

namespace ContactCenter.Storage;

/// <summary>What the end of a ring or a conversation does to its operator, as <see cref="OperatorStatements.Mark"/> asks for it.</summary>
internal static class MarkParameters
{
    /// <summary>Adds the parameters of one mark, and gives the statements they belong to.</summary>
    public static IEnumerable<string> Add(DynamicParameters parameters, OperatorMark mark, int number = 0)
    {
        parameters.Add($"Operator{number}", mark.Operator.Value);
        parameters.Add($"IdleSince{number}", mark.IdleSince.UtcTicks);
        parameters.Add($"CoolingUntil{number}", mark.CoolingUntil?.UtcTicks);
        parameters.Add($"WrapUpUntil{number}", mark.WrapUpUntil?.UtcTicks);
        parameters.Add($"EndsWhenReady{number}", mark.WrapUpEndsWhenReady);
        parameters.Add($"Missed{number}", mark.IsMissed ? 1 : 0);
        parameters.Add($"PauseAfterMissed{number}", mark.PauseAfterMissed);
        return mark is { IsMissed: true, PauseAfterMissed: > 0 }
            ? [OperatorStatements.Mark(number), OperatorStatements.PauseAfterMissed(number)]
            : [OperatorStatements.Mark(number)];
    }
}
