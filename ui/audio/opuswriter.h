#pragma once

#include <QByteArray>
#include <QList>

#include <memory>

namespace desk::ui {

/// Makes Opus in Ogg of samples at voiceRate, as phones send voice notes; the file grows in memory, a minute to about 180 KB.
/// Plain object, one thread.
class OpusWriter
{
public:
    OpusWriter();
    ~OpusWriter();
    OpusWriter(const OpusWriter &) = delete;
    OpusWriter &operator=(const OpusWriter &) = delete;

    /// The console was built with libopusenc.
    [[nodiscard]] static bool isAvailable();
    void write(const QList<qint16> &samples);
    /// The whole file; empty when it could not be made. Nothing is written afterwards.
    [[nodiscard]] QByteArray finish();

private:
    struct Encoder;
    std::unique_ptr<Encoder> m_encoder;
};

} // namespace desk::ui
