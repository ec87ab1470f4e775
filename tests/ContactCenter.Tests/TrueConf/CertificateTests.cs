using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ContactCenter.Operators;
using ContactCenter.Tests.Support;
using ContactCenter.TrueConf;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ContactCenter.Tests.TrueConf;

/// <summary>Real TLS with certificates of one's own making.</summary>
public sealed class CertificateTests : IDisposable
{
    private const string _done = """{"groups":[{"id":"1","display_name":"Operators"}],"next_page_id":-1}""";

    private static readonly SkippingClock _clock = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_unknown_authority_is_not_trusted_and_the_failure_names_the_setting()
    {
        using var certificate = SelfSigned("127.0.0.1");
        await using var server = await StubServer.StartAsync(StubServer.Says(200, _done), certificate);
        await using var client = new TrueConfClient(server.Url);

        var failure = await Some.FailureAsync(client, "run");

        Assert.Equal(TrueConfFailure.Denied, failure.Failure);
        Assert.Contains("TrueConf:CaCertificate", failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.TokenRequests);

        var health = await client.HealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("TrueConf:CaCertificate", health.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_in_the_named_file_is_trusted()
    {
        using var certificate = SelfSigned("127.0.0.1");
        await using var server = await StubServer.StartAsync(StubServer.Says(200, _done), certificate);
        await using var client = Trusting(server.Url, certificate);

        Assert.Equal(new GroupId("1"), await client.Directory.FindGroupAsync("Operators", default));
    }

    [Fact]
    public async Task A_certificate_that_an_authority_in_the_named_file_signed_is_trusted()
    {
        using var authority = Authority();
        using var certificate = SignedBy(authority, "127.0.0.1");
        await using var server = await StubServer.StartAsync(StubServer.Says(200, _done), certificate);
        await using var client = Trusting(server.Url, authority);

        Assert.Equal(new GroupId("1"), await client.Directory.FindGroupAsync("Operators", default));
    }

    [Theory]
    [InlineData("other name", "192.0.2.1", 1)]
    [InlineData("expired", "127.0.0.1", -1)]
    public async Task A_trusted_authority_does_not_excuse(string what, string address, int endsInDays)
    {
        using var authority = Authority();
        using var certificate = SignedBy(authority, address, endsInDays);
        await using var server = await StubServer.StartAsync(StubServer.Says(200, _done), certificate);
        await using var client = Trusting(server.Url, authority);

        Assert.True(TrueConfFailure.Denied == (await Some.FailureAsync(client, "run")).Failure, what);
    }

    [Fact]
    public async Task Another_authority_is_as_unknown_as_ever()
    {
        using var authority = Authority();
        using var certificate = SelfSigned("127.0.0.1");
        await using var server = await StubServer.StartAsync(StubServer.Says(200, _done), certificate);
        await using var client = Trusting(server.Url, authority);

        Assert.Equal(TrueConfFailure.Denied, (await Some.FailureAsync(client, "run")).Failure);
    }

    [Theory]
    [InlineData(SslPolicyErrors.None, true)]
    [InlineData(SslPolicyErrors.RemoteCertificateNotAvailable, false)]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch, false)]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors, false)]
    [InlineData(SslPolicyErrors.RemoteCertificateChainErrors, true)]
    public void What_the_system_trusts_stays_trusted_and_only_the_chain_is_looked_into(SslPolicyErrors errors, bool accepted)
    {
        using var certificate = SelfSigned("127.0.0.1");

        Assert.Equal(accepted, new ExtraTrust([certificate]).Accepts(this, certificate, null, errors));
    }

    [Fact]
    public void A_file_without_a_certificate_is_refused_by_the_settings_name()
    {
        var file = _folder.File("empty.pem");
        File.WriteAllText(file, "nothing");

        var refusal = Assert.Throws<InvalidOperationException>(() => ExtraTrust.FromFile(file));

        Assert.StartsWith("TrueConf:CaCertificate is ", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => ExtraTrust.FromFile(_folder.File("missing.pem")));
    }

    private TrueConfClient Trusting(Uri server, X509Certificate2 authority)
    {
        var file = _folder.File("authority.pem");
        File.WriteAllText(file, authority.ExportCertificatePem());
        return new TrueConfClient(server, settings: ("TrueConf:CaCertificate", file));
    }

    private static X509Certificate2 SelfSigned(string address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=video.example.org", key, HashAlgorithmName.SHA256);
        Names(request, address);
        return request.CreateSelfSigned(_clock.GetUtcNow().AddDays(-1), _clock.GetUtcNow().AddDays(1));
    }

    private static X509Certificate2 Authority()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Our own authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(_clock.GetUtcNow().AddDays(-10), _clock.GetUtcNow().AddDays(10));
    }

    private static X509Certificate2 SignedBy(X509Certificate2 authority, string address, int endsInDays = 1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=video.example.org", key, HashAlgorithmName.SHA256);
        Names(request, address);
        using var certificate = request.Create(
            authority, _clock.GetUtcNow().AddDays(-5), _clock.GetUtcNow().AddDays(endsInDays), [1, 2, 3, 4]);
        return certificate.CopyWithPrivateKey(key);
    }

    private static void Names(CertificateRequest request, string address)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
    }
}
