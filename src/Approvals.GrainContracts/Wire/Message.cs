using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Approvals.Core.Storage;

namespace Approvals.GrainContracts.Wire;

/// <summary>Puts values into envelopes and takes them out.</summary>
internal static class Message
{
    private static readonly JsonSerializerOptions Options = new(ContractJson.Default.Options)
    {
        TypeInfoResolver = ContractJson.Default.WithAddedModifier(Unions.Describe),
    };

    public static Envelope Of<T>(T value) =>
        new(Envelope.Current, JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T))));

    /// <exception cref="ContractException">It is not such a value in a contract that this version speaks.</exception>
    public static T? ReadOrNone<T>(this Envelope envelope, int maxBytes = Envelope.MaxAnswerBytes)
        where T : class
    {
        if (envelope.Contract != Envelope.Current)
        {
            throw new ContractException(
                $"A message follows contract {envelope.Contract}, and this version speaks {Envelope.Current}: upgrade the older of the two nodes.");
        }

        if (envelope.Json is not { Length: > 0 } json || json.Length > maxBytes)
        {
            throw new ContractException($"A message is empty, or longer than {maxBytes} bytes.");
        }

        try
        {
            return JsonSerializer.Deserialize(json, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));
        }
        catch (Exception e) when (e is JsonException or StoredFormatException or InvalidOperationException
            or FormatException or ArgumentException or NotSupportedException)
        {
            throw new ContractException($"A message holds no {typeof(T).Name}: {e.Message}", e);
        }
    }

    /// <exception cref="ContractException">It is not such a value in a contract that this version speaks.</exception>
    public static T Read<T>(this Envelope envelope, int maxBytes = Envelope.MaxAnswerBytes)
        where T : class =>
        envelope.ReadOrNone<T>(maxBytes) ?? throw new ContractException($"A message holds no {typeof(T).Name}.");

    /// <summary>What a caller sent.</summary>
    /// <exception cref="ContractException">It is not such a value in a contract that this version speaks.</exception>
    public static T ReadCall<T>(this Envelope envelope)
        where T : class => envelope.Read<T>(Envelope.MaxCallBytes);
}
