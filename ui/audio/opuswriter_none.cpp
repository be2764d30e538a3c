#include "ui/audio/opuswriter.h"

// Without libopusenc nothing is recorded.
namespace desk::ui {

struct OpusWriter::Encoder
{
};

OpusWriter::OpusWriter() = default;

OpusWriter::~OpusWriter() = default;

bool OpusWriter::isAvailable()
{
    return false;
}

void OpusWriter::write(const QList<qint16> & /*samples*/) { }

QByteArray OpusWriter::finish()
{
    return {};
}

} // namespace desk::ui
