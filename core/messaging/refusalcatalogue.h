#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace desk {

/// What a cause means to people, in one language.
struct Refusal
{
    QString cause = {}; ///< the stable word
    QString title = {};
    QString what = {};   ///< what happened
    QString advice = {}; ///< what to do
    /// Whether sending the same message again by hand can help, once the advice was followed. Nothing ever does so by itself.
    bool canResend = false;
};

/// Why a message was refused or waits, or where the link to WhatsApp stands, in plain words: every cause has a title, what happened and what to
/// do about it, in Spanish, Portuguese and English. Read from the resources once; a plain value from then on, any thread.
class RefusalCatalogue
{
public:
    enum class About { Message, Link, Pace };

    RefusalCatalogue();

    /// Of a cause that is not known, the words for "other", under that cause. @param language "es", "pt" or "en"; another: Spanish.
    [[nodiscard]] Refusal refusal(const QString &cause, const QString &language) const;
    /// Empty fields but the cause for one that is not known.
    [[nodiscard]] Refusal linkState(const QString &cause, const QString &language) const;
    /// Why automatic messages are held back: the words of PaceReason. Empty fields for one that is not known.
    [[nodiscard]] Refusal paceReason(const QString &reason, const QString &language) const;
    /// In the order of the alphabet.
    [[nodiscard]] QStringList causes(About about) const;
    [[nodiscard]] bool knows(const QString &cause) const { return m_entries.contains(cause); }

    [[nodiscard]] static QStringList languages();

private:
    struct Entry
    {
        About about = About::Message;
        QHash<QString, Refusal> texts; ///< by language
    };
    [[nodiscard]] Refusal textOf(const QString &key, const QString &cause, const QString &language) const;

    QHash<QString, Entry> m_entries;
};

} // namespace desk
