#pragma once

#include <QByteArray>
#include <QObject>

#include <memory>

namespace desk::wa {

/// The lines of standard input, as they come, on the thread of whoever owns this.
class StdinLines : public QObject
{
    Q_OBJECT

public:
    explicit StdinLines(QObject *parent = nullptr);
    ~StdinLines() override;

Q_SIGNALS:
    /// Without its end.
    void line(const QByteArray &text);
    /// Nothing more will come.
    void ended();

private:
    void take(const QByteArray &bytes);
    void end();

    struct Source;
    std::unique_ptr<Source> m_source;
    QByteArray m_buffer;
};

} // namespace desk::wa
