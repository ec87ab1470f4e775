using System.Buffers.Binary;
using ContactCenter.Hosting;

namespace ContactCenter.Simulation.World;

/// <summary>Ids in order of time, as in production, the rest of them from the seed.</summary>
internal sealed class SeededIdentities(Chance chance) : Identities
{
    public override Guid Next(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)now.ToUnixTimeMilliseconds() << 16);
        var random = chance.Next();
        bytes[6] = (byte)(0x70 | (random & 0x0F));
        bytes[7] = (byte)(random >> 8);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (chance.Next() & 0x3FFFFFFFFFFFFFFF) | 0x8000000000000000);
        return new Guid(bytes, bigEndian: true);
    }
}
