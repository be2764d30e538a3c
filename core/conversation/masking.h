#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace desk {

/// Puts placeholders like "[PHONE_1]" in the place of personal data before a text leaves for a service outside, and the data back
/// into its answer. Hidden: phone numbers, e-mail addresses, the given names, long digit runs, tax and population ids, passwords.
///
/// One object for one question; equal data gets an equal placeholder. Plain value.
class Masking
{
public:
    Masking() = default;
    /// @param names whose words are hidden wherever they stand as whole words, whatever their case and accents.
    /// @param assetNumber stays readable, unless it looks like a phone number.
    explicit Masking(const QStringList &names, const QString &assetNumber = {});

    [[nodiscard]] QString hide(const QString &text);
    /// Also where brackets or capitals were lost; a placeholder that was never given out disappears.
    [[nodiscard]] QString reveal(const QString &text) const;

private:
    [[nodiscard]] QString placeholderFor(const QString &kind, const QString &value);

    QStringList m_names; ///< folded, the longest first
    QString m_assetNumber;
    QHash<QString, QString> m_values;       ///< "PHONE_1" -> what it stands for
    QHash<QString, QString> m_placeholders; ///< the other way round, by kind and value
    QHash<QString, int> m_counts;
    bool m_active = false;
};

} // namespace desk
