#include "ui/audio/opuswriter.h"

#include "ui/audio/soundwave.h"

#include <opusenc.h>

namespace desk::ui {

namespace {

constexpr opus_int32 voiceBitRate = 24'000; ///< bits a second: what phones use
constexpr int monoFamily = 0;

int appendBytes(void *target, const unsigned char *bytes, opus_int32 size)
{
    static_cast<QByteArray *>(target)->append(reinterpret_cast<const char *>(bytes), size);
    return 0;
}

int closeBytes(void * /*target*/)
{
    return 0;
}

} // namespace

struct OpusWriter::Encoder
{
    QByteArray file;
    OggOpusEnc *encoder = nullptr;
    bool failed = false;

    void close()
    {
        if (encoder)
            ope_encoder_destroy(encoder);
        encoder = nullptr;
    }
};

OpusWriter::OpusWriter() : m_encoder(std::make_unique<Encoder>())
{
    const OpusEncCallbacks callbacks{appendBytes, closeBytes};
    OggOpusComments *comments = ope_comments_create(); // none: a recording says nothing of this computer
    m_encoder->encoder = ope_encoder_create_callbacks(&callbacks, &m_encoder->file, comments, voiceRate, 1, monoFamily,
                                                      nullptr);
    ope_comments_destroy(comments);
    if (!m_encoder->encoder)
        return;
    ope_encoder_ctl(m_encoder->encoder, OPUS_SET_BITRATE(voiceBitRate));
    ope_encoder_ctl(m_encoder->encoder, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE));
    ope_encoder_ctl(m_encoder->encoder, OPE_SET_COMMENT_PADDING(0));
}

OpusWriter::~OpusWriter()
{
    m_encoder->close();
}

bool OpusWriter::isAvailable()
{
    return true;
}

void OpusWriter::write(const QList<qint16> &samples)
{
    if (!m_encoder->encoder
        || ope_encoder_write(m_encoder->encoder, samples.constData(), int(samples.size())) != OPE_OK)
        m_encoder->failed = true;
}

QByteArray OpusWriter::finish()
{
    if (!m_encoder->encoder || ope_encoder_drain(m_encoder->encoder) != OPE_OK)
        m_encoder->failed = true;
    m_encoder->close();
    return m_encoder->failed ? QByteArray() : std::exchange(m_encoder->file, {});
}

} // namespace desk::ui
