using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ContactCenter.TrueConf;

/// <summary>
/// Trusts the certificates of one PEM file in addition to the system's: TrueConf Server often has a certificate of its own
/// making. Names and dates are checked as ever.
/// </summary>
internal sealed class ExtraTrust(X509Certificate2Collection authorities)
{
    private const string _serverAuthentication = "1.3.6.1.5.5.7.3.1";

    public static ExtraTrust FromFile(string path)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidOperationException($"TrueConf:CaCertificate is '{path}'; it cannot be read: {e.Message}", e);
        }

        return authorities.Count > 0
            ? new ExtraTrust(authorities)
            : throw new InvalidOperationException($"TrueConf:CaCertificate is '{path}'; there is no certificate in PEM form in it.");
    }

    /// <summary>What the system accepts is accepted; of its objections only the one about an unknown authority is looked into.</summary>
    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? offered, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors)
        {
            return errors == SslPolicyErrors.None;
        }

        return certificate is X509Certificate2 server && Chains(server, offered);
    }

    private bool Chains(X509Certificate2 server, X509Chain? offered)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(_serverAuthentication));
        // A private authority rarely publishes what it revoked.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;

        if (offered is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(offered.ChainPolicy.ExtraStore);
        }

        return chain.Build(server);
    }
}
