#include "whatsapp/sim/signalframe.h"

#include <array>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr char version = 0x33;
constexpr qsizetype publicKeyBytes = 33;
constexpr qsizetype macBytes = 8;
constexpr qsizetype signatureBytes = 64;

/// The fields of one protobuf message, by number: numbers and bytes, which is all these messages have.
class Fields
{
public:
    /// @param bytes outlive this. Nothing when they are no such message.
    [[nodiscard]] static std::optional<Fields> read(QByteArrayView bytes)
    {
        Fields fields;
        while (!bytes.isEmpty()) {
            const auto key = varint(bytes);
            const quint64 field = key.value_or(0) >> 3;
            const auto number = varint(bytes);
            if (!key || !number || field == 0 || field >= fields.m_numbers.size())
                return std::nullopt;
            switch (*key & 7) {
            case 0:
                fields.m_numbers[field] = *number;
                break;
            case 2:
                if (*number > quint64(bytes.size()))
                    return std::nullopt;
                fields.m_bytes[field] = bytes.first(qsizetype(*number));
                bytes = bytes.sliced(qsizetype(*number));
                break;
            default:
                return std::nullopt;
            }
        }
        return fields;
    }

    /// Nothing when it is absent or does not fit.
    [[nodiscard]] std::optional<quint32> number(size_t field) const
    {
        const auto &value = m_numbers[field];
        return value && *value <= 0xffffffff ? std::optional(quint32(*value)) : std::nullopt;
    }
    /// Null when it is absent.
    [[nodiscard]] QByteArrayView bytes(size_t field) const { return m_bytes[field]; }
    [[nodiscard]] bool isKey(size_t field) const
    {
        return m_bytes[field].size() == publicKeyBytes && m_bytes[field].front() == '\5';
    }

private:
    [[nodiscard]] static std::optional<quint64> varint(QByteArrayView &bytes)
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64 && !bytes.isEmpty(); shift += 7) {
            const auto byte = quint8(bytes.front());
            bytes = bytes.sliced(1);
            value |= quint64(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
        return std::nullopt;
    }

    static constexpr size_t limit = 16; // none of them has a higher field
    std::array<std::optional<quint64>, limit> m_numbers;
    std::array<QByteArrayView, limit> m_bytes;
};

tl::unexpected<Error> wrong(const QString &detail)
{
    return fail(Errc::Invalid, detail);
}

/// The protobuf between the version byte and a trailer of that length.
Result<Fields> body(QByteArrayView bytes, qsizetype trailer)
{
    if (bytes.size() <= trailer + 1)
        return wrong(u"it is too short"_s);
    if (bytes.front() != version)
        return wrong(u"it does not begin with 33"_s);
    const auto fields = Fields::read(bytes.sliced(1, bytes.size() - 1 - trailer));
    if (!fields)
        return wrong(u"it is no protobuf message"_s);
    return *fields;
}

Result<> readMessage(QByteArrayView bytes, SignalFrame &frame)
{
    const auto fields = body(bytes, macBytes);
    if (!fields)
        return fail(fields.error());
    const auto counter = fields->number(2);
    if (!fields->isKey(1) || !counter)
        return wrong(u"ratchet key or counter are missing"_s);
    if (const qsizetype size = fields->bytes(4).size(); size == 0 || size % 16 != 0)
        return wrong(u"the ciphertext is not made of whole blocks"_s);
    frame.ratchetKey = fields->bytes(1).toByteArray();
    frame.counter = *counter;
    return {};
}

Result<> readPreKeyMessage(QByteArrayView bytes, SignalFrame &frame)
{
    const auto fields = body(bytes, 0);
    if (!fields)
        return fail(fields.error());
    const auto registration = fields->number(5);
    const auto signedPreKey = fields->number(6);
    if (!fields->isKey(2) || !fields->isKey(3) || !registration || !signedPreKey)
        return wrong(u"base key, identity, registration or signed pre-key are missing"_s);
    frame.preKeyId = fields->number(1);
    frame.baseKey = fields->bytes(2).toByteArray();
    frame.identityKey = fields->bytes(3).toByteArray();
    frame.registrationId = *registration;
    frame.signedPreKeyId = *signedPreKey;
    const QByteArrayView inner = fields->bytes(4);
    frame.macEnd = inner.isEmpty() ? 0 : inner.data() + inner.size() - bytes.data();
    return readMessage(inner, frame);
}

Result<> readSenderKeyMessage(QByteArrayView bytes, SignalFrame &frame)
{
    const auto fields = body(bytes, signatureBytes);
    if (!fields)
        return fail(fields.error());
    const auto keyId = fields->number(1);
    const auto iteration = fields->number(2);
    if (!keyId || !iteration)
        return wrong(u"key id or iteration are missing"_s);
    if (const qsizetype size = fields->bytes(3).size(); size == 0 || size % 16 != 0)
        return wrong(u"the ciphertext is not made of whole blocks"_s);
    frame.keyId = *keyId;
    frame.iteration = *iteration;
    return {};
}

} // namespace

Result<SignalFrame> readSignalFrame(QByteArrayView type, const QByteArray &bytes)
{
    SignalFrame frame{.macEnd = bytes.size()};
    const Result<> read = type == "pkmsg" ? readPreKeyMessage(bytes, frame)
        : type == "skmsg"                 ? readSenderKeyMessage(bytes, frame)
                                          : readMessage(bytes, frame);
    if (!read)
        return fail(read.error());
    return frame;
}

} // namespace desk::wa::sim
