using System.Net;
using System.Security.Authentication;
using ContactCenter.Operators;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ContactCenter.TrueConf;

/// <summary>What is known of a request that got no answer, or a bad one.</summary>
internal static class TrueConfFailures
{
    /// <summary>The certificate, or the way of encrypting, is not accepted; trying again does not help.</summary>
    public static bool IsDistrust(Exception exception) =>
        exception is HttpRequestException { InnerException: AuthenticationException };

    /// <summary>No connection came about in time, which the runtime tells in its own way. A caller who stopped waiting is another matter.</summary>
    public static bool IsConnectTimeout(Exception exception) =>
        exception is OperationCanceledException { InnerException: TimeoutException };

    public static TrueConfException NoAnswer(string asked, Exception exception) => exception switch
    {
        _ when IsDistrust(exception) => new(
            TrueConfFailure.Denied,
            $"{asked}: TrueConf Server's certificate is not trusted ({exception.InnerException!.Message.TrimEnd('.')}). " +
            "If its certificate authority is your own, name its PEM file in TrueConf:CaCertificate.",
            exception),
        BrokenCircuitException => new(
            TrueConfFailure.NotSent, $"{asked}: not sent, the circuit breaker is open: TrueConf Server keeps failing.", exception),
        TimeoutRejectedException => new(TrueConfFailure.Unknown, $"{asked}: no answer in time.", exception),
        _ when IsConnectTimeout(exception) => new(TrueConfFailure.NotSent, $"{asked}: no connection in time.", exception),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
        } failed => new(TrueConfFailure.NotSent, $"{asked}: no connection ({failed.HttpRequestError}).", exception),
        HttpRequestException failed => new(
            TrueConfFailure.Unknown, $"{asked}: the answer broke off or made no sense ({failed.HttpRequestError}).", exception),
        _ => new(TrueConfFailure.Unknown, $"{asked}: the answer broke off.", exception),
    };

    public static TrueConfException BadAnswer(HttpRequestMessage request, HttpStatusCode status, TrueConfError? error)
    {
        var answer = $"{TrueConfRequest.Describe(request)}: {(int)status} {error?.Reason}".TrimEnd();
        return (int)status switch
        {
            401 => TokenRefused(answer),
            403 when error?.TokenInvalid == true => TokenRefused(answer),
            403 => new(
                TrueConfFailure.Denied,
                $"{answer}. The OAuth2 application in TrueConf:ClientId lacks the scope {TrueConfRequest.Scope(request)}."),
            404 => new(TrueConfFailure.NotFound, $"{answer}."),
            408 or >= 500 => new(TrueConfFailure.Unknown, $"{answer}."),
            >= 300 and < 400 => new(
                TrueConfFailure.Refused, $"{answer}: a redirection. TrueConf:ServerUrl must be the server's own address."),
            _ => new(TrueConfFailure.Refused, $"{answer}."),
        };
    }

    private static TrueConfException TokenRefused(string answer) => new(
        TrueConfFailure.Denied,
        $"{answer}. TrueConf Server does not accept the token it gave for TrueConf:ClientId and TrueConf:ClientSecret.");
}
