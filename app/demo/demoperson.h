#pragma once

#include "app/demo/democast.h"
#include "app/demo/demohearing.h"

#include <QJsonObject>

#include <optional>

namespace desk {

/// A made-up customer at work: remembers what was said, answers what is asked, in character and after as long as reading and
/// typing take. Always the same for the same seed. Bounded: whoever is asked the same thing again and again falls silent.
///
/// No clock, no network: times (UTC milliseconds) come in. Does not own the character and the phrases, which outlive it.
class DemoPerson
{
public:
    /// @param speed what takes a minute takes a minute divided by this.
    DemoPerson(const DemoCharacter &character, const DemoAnswers &phrases, quint32 seed, double speed);

    /// What is due to be written.
    struct Saying
    {
        DemoLine line = {};
        QByteArray about = {}; ///< of a reaction: the message's id
    };

    [[nodiscard]] const DemoCharacter &character() const { return *m_character; }
    [[nodiscard]] bool hasBegun() const { return m_begun; }
    /// Writes for the first time, as soon as @p at.
    void begin(qint64 at);
    /// A message has come.
    void hear(const QString &text, const QByteArray &id, qint64 now);
    /// When take() has something to do; nothing: not before something is heard.
    [[nodiscard]] std::optional<qint64> nextAt() const;
    /// Thinks about what was heard, if it is time, and gives what is to be written now.
    [[nodiscard]] QList<Saying> take(qint64 now);
    /// The messages that were read since the last call.
    [[nodiscard]] QList<QByteArray> takeRead() { return std::exchange(m_read, {}); }
    /// Whether something is being typed (recorded) just now.
    [[nodiscard]] bool isWriting(qint64 now) const;
    /// After a restart: what should have been written meanwhile comes from @p now on, not all at once.
    void resume(qint64 now);

    [[nodiscard]] QJsonObject toJson() const;
    void load(const QJsonObject &json);

private:
    struct Pending
    {
        qint64 at = 0;
        Saying saying = {};
        QString topic = {};   ///< that it answers
        bool unasked = false; ///< one comes back with it; answers do not wait for it
    };

    void think(qint64 now);
    /// @param about the message that made one say it.
    void say(const DemoLines &lines, qint64 from, const QString &topic, const QByteArray &about);
    [[nodiscard]] DemoLines answerTo(DemoTopic topic);
    [[nodiscard]] DemoLine filledIn(DemoLine line) const;
    [[nodiscard]] const QList<DemoLines> *waysFor(const QString &topic, bool &own) const;
    [[nodiscard]] qint64 readingTime(const QString &text);
    [[nodiscard]] qint64 writingTime(const DemoLine &line);
    [[nodiscard]] qint64 scaled(double seconds) const { return qint64(seconds * 1000 / m_speed); }
    /// In [0, 1), another one each time.
    [[nodiscard]] double chance();

    const DemoCharacter *m_character;
    const DemoAnswers *m_phrases;
    quint32 m_seed;
    double m_speed;
    bool m_begun = false;
    quint32 m_chances = 0;        ///< taken
    QMap<QString, int> m_heardOf; ///< by topic, how often
    QStringList m_comeBack;       ///< topics whose Later was set going
    int m_said = 0;
    QList<Pending> m_pending; ///< in order of time
    // Heard and not thought about yet; a restart forgets it, and the desk asks again some time.
    DemoTopic m_heard = DemoTopic::Remark;
    QByteArray m_heardId;
    QList<QByteArray> m_unread;
    QList<QByteArray> m_read;
    qint64 m_thinkAt = 0; ///< 0: nothing to think about
};

} // namespace desk
