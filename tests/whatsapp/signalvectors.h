#pragma once

#include <QByteArray>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

namespace desk::wa {

using namespace Qt::StringLiterals;

/// One of the sections of data/signal-vectors.json.
inline QJsonObject vectors(const QString &section)
{
    QFile file(QStringLiteral(DESK_TEST_DATA "/signal-vectors.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no test data");
    const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object()[u"vectors"_s].toObject();
    if (!all.contains(section))
        qFatal("no vectors %s", qPrintable(section));
    return all[section].toObject();
}

inline QByteArray hex(const QJsonValue &value)
{
    return QByteArray::fromHex(value.toString().toLatin1());
}

} // namespace desk::wa
