namespace ContactCenter.Calls;

/// <summary>Within which time so many events of a steady stream have happened, with a given probability: the quantile of Erlang's distribution of rate 1.</summary>
/// <remarks>
/// Newton's method upon Q(k, x) = e^-x (1 + x + ... + x^(k-1)/(k-1)!), DLMF 8.4.10, summed from its last and largest term
/// downwards; it starts from the approximation of Wilson and Hilferty (PNAS 17, 1931). Relative error below 1e-9.
/// </remarks>
internal static class ErlangQuantile
{
    private const double _enough = 1e-12;
    private const int _mostSteps = 50;

    /// <summary>The quantile 0.8 of the normal distribution.</summary>
    private const double _normal = 0.8416212335729143;

    /// <summary>The time within which <paramref name="events"/> have happened in four of five cases.</summary>
    public static double FourOfFive(int events)
    {
        var x = Start(events);
        for (var step = 0; step < _mostSteps; step++)
        {
            var last = LastTerm(events, x);
            var next = Math.Max(x / 2, x + ((Remainder(events, x, last) - 0.2) / last));
            if (Math.Abs(next - x) <= _enough * x)
            {
                return next;
            }

            x = next;
        }

        return x;
    }

    private static double Start(int events)
    {
        var ninth = 1 / (9.0 * events);
        return events * Math.Pow(1 - ninth + (_normal * Math.Sqrt(ninth)), 3);
    }

    /// <summary>The probability that it takes longer.</summary>
    private static double Remainder(int events, double x, double last)
    {
        var (sum, term) = (last, last);
        for (var power = events - 1; power > 0 && term > sum * 1e-17; power--)
        {
            term *= power / x;
            sum += term;
        }

        return sum;
    }

    /// <summary>e^-x x^(k-1)/(k-1)!, which is the density too.</summary>
    private static double LastTerm(int events, double x) => Math.Exp(((events - 1) * Math.Log(x)) - x - LogFactorial(events - 1));

    /// <summary>Stirling's series, DLMF 5.11.1, where it is exact enough.</summary>
    private static double LogFactorial(int number)
    {
        if (number < 20)
        {
            var product = 1.0;
            for (var factor = 2; factor <= number; factor++)
            {
                product *= factor;
            }

            return Math.Log(product);
        }

        double n = number;
        return (n * Math.Log(n)) - n + (0.5 * Math.Log(2 * Math.PI * n)) + (1 / (12 * n)) - (1 / (360 * n * n * n)) + (1 / (1260 * Math.Pow(n, 5)));
    }
}
