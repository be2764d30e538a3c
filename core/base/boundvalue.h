#pragma once

#include <QMetaType>
#include <QString>
#include <QVariant>

namespace desk {

/// For a column that is NOT NULL: a null QString would be bound as NULL.
[[nodiscard]] inline QString textOrEmpty(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

/// For a column that has NULL where there is nothing: an id or time of 0.
[[nodiscard]] inline QVariant zeroAsNull(qint64 value)
{
    return value > 0 ? QVariant(value) : QVariant(QMetaType::fromType<qint64>());
}

} // namespace desk
