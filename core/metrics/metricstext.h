#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

namespace desk {

/// Writes the text that Prometheus reads (exposition format 0.0.4).
class MetricsText
{
public:
    using Labels = QList<std::pair<QByteArray, QByteArray>>;

    /// The samples that follow belong to it. @param type "counter", "gauge" or "histogram".
    void family(const QByteArray &name, const QByteArray &type, const QByteArray &help);
    void sample(const QByteArray &name, const Labels &labels, double value);
    /// A family of one sample.
    void single(const QByteArray &name, const QByteArray &type, const QByteArray &help, double value);

    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    QByteArray m_text;
};

} // namespace desk
