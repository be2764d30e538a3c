#include "core/metrics/metricstext.h"

#include <cmath>

namespace desk {

namespace {

QByteArray escaped(QByteArray value)
{
    return value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
}

QByteArray number(double value)
{
    const bool whole = value == std::floor(value) && std::abs(value) < 1e15;
    return whole ? QByteArray::number(qint64(value)) : QByteArray::number(value, 'g', 12);
}

} // namespace

void MetricsText::family(const QByteArray &name, const QByteArray &type, const QByteArray &help)
{
    m_text += "# HELP " + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
}

void MetricsText::sample(const QByteArray &name, const Labels &labels, double value)
{
    m_text += name;
    char separator = '{';
    for (const auto &[label, content] : labels) {
        m_text += separator + label + "=\"" + escaped(content) + '"';
        separator = ',';
    }
    if (!labels.isEmpty())
        m_text += '}';
    m_text += ' ' + number(value) + '\n';
}

void MetricsText::single(const QByteArray &name, const QByteArray &type, const QByteArray &help, double value)
{
    family(name, type, help);
    sample(name, {}, value);
}

} // namespace desk
