#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>

namespace desk {

/// One message of a made-up customer. Empty of everything: silence.
struct DemoLine
{
    QString text = {};     ///< also of a photo
    QString photo = {};    ///< a file of resources/demo
    QString voice = {};    ///< likewise
    QString reaction = {}; ///< an emoji on the last message that was read
    double wait = -1;      ///< seconds before it; negative: as long as one reads and types

    [[nodiscard]] bool isEmpty() const
    {
        return text.isEmpty() && photo.isEmpty() && voice.isEmpty() && reaction.isEmpty();
    }
};
using DemoLines = QList<DemoLine>;

/// What may be said about a topic (toString(DemoTopic)), one way after the other.
using DemoAnswers = QHash<QString, QList<DemoLines>>;

/// A made-up customer: who it is, and how he or she talks. Plain data.
struct DemoCharacter
{
    enum class Place { Desk, Group, Status }; ///< where he or she writes

    /// What one comes back with by oneself.
    struct Later
    {
        QString on = {};   ///< the topic that reminds of it
        double after = 60; ///< seconds
        DemoLine line = {};
    };

    QString id = {};
    QByteArray number = {};
    QString name = {};     ///< the push name
    QString language = {}; ///< es, pt or en
    Place place = Place::Desk;
    QString group = {};
    bool hidesNumber = false;
    double startsAfter = 0; ///< seconds
    double pace = 1;        ///< more: slower
    DemoLines opens = {};
    QMap<QString, QString> facts = {};
    DemoAnswers answers = {};
    QList<Later> later = {};
};

/// Everybody in the demo, from resources/demo. Immutable.
class DemoCast
{
public:
    /// @return Invalid for a resource that does not hold together.
    [[nodiscard]] static Result<DemoCast> load();

    [[nodiscard]] const QByteArray &deskNumber() const { return m_deskNumber; }
    [[nodiscard]] const QString &deskName() const { return m_deskName; }
    /// In the order of their coming.
    [[nodiscard]] const QList<DemoCharacter> &characters() const { return m_characters; }
    /// Those who come later, one by one; there are no others.
    [[nodiscard]] const QList<DemoCharacter> &passersBy() const { return m_passersBy; }
    /// Seconds between two of them.
    [[nodiscard]] std::pair<double, double> passersByEvery() const { return m_passersByEvery; }
    /// How people of that language talk.
    [[nodiscard]] const DemoAnswers &phrases(const QString &language) const
    {
        return m_phrases.constFind(language).value();
    }

private:
    QByteArray m_deskNumber;
    QString m_deskName;
    QList<DemoCharacter> m_characters;
    QList<DemoCharacter> m_passersBy;
    std::pair<double, double> m_passersByEvery;
    QHash<QString, DemoAnswers> m_phrases;
};

} // namespace desk
