#pragma once

#include <QFont>
#include <QList>
#include <QSettings>
#include <QString>
#include <QStringList>

namespace desk::ui {

/// The emoji that there are, with the names and words that they are found by in English and Spanish (Unicode's, resources/emoji), and those
/// that were used last. Read when it is first asked. GUI thread.
class EmojiBook
{
public:
    struct Emoji
    {
        QString text = {};
        int group = 0;
        QString english = {};
        QString spanish = {};
        QString words = {}; ///< folded, each after a blank: what it is found by
    };
    static constexpr int groups = 9;
    static constexpr int mostRecent = 24;

    /// Where the recent ones are kept; without it they are forgotten at the end. It outlives the book.
    void useSettings(QSettings &settings);

    [[nodiscard]] const QList<Emoji> &all() const;
    /// Those whose words begin with all that is typed; those that are called so first.
    [[nodiscard]] QList<Emoji> find(const QString &typed) const;
    [[nodiscard]] QList<Emoji> ofGroup(int group) const;
    [[nodiscard]] QList<Emoji> recent() const;
    void use(const QString &emoji);
    /// In the language of the console.
    [[nodiscard]] static QString nameOf(const Emoji &emoji);

    /// The font of this computer that has them in colour; empty: their pictures may be missing here, and only here.
    [[nodiscard]] static QString fontFamily();
    /// @p font with that one before it.
    [[nodiscard]] static QFont withEmoji(QFont font);

private:
    QSettings *m_settings = nullptr;
    QStringList m_recent;
    mutable QList<Emoji> m_all;
};

} // namespace desk::ui
