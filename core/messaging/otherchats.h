#pragma once

#include "core/base/database.h"
#include "core/messaging/channelevents.h"

#include <QObject>
#include <QSet>

namespace desk {

/// A chat that is no customer's, as stored. Plain value. Texts are hostile.
struct OtherChat
{
    QString address;
    QString kind; ///< group, status, broadcast, channel
    QString name; ///< empty until it is known
    qint64 messages = 0;
    QString lastSender;
    QString lastText; ///< its beginning
    qint64 lastAt = 0;
};

/// Groups, status posts and channels: listed quietly where the setting says so, and never anything more. No ticket, no unread mark, no
/// notification, no answer comes of them. Bounded: the least used go. Lives on the core thread.
class OtherChats : public QObject
{
    Q_OBJECT

public:
    static constexpr int kept = 500;
    static constexpr qsizetype textLength = 200;

    explicit OtherChats(Database &database, QObject *parent = nullptr) : QObject(parent), m_database(database) { }

    /// Without being told to list nothing is kept, and what was is forgotten.
    [[nodiscard]] Result<> setListing(bool listing);
    /// May join a running transaction; a repetition of the last message changes nothing.
    [[nodiscard]] Result<> take(const OtherChatMessage &message);
    [[nodiscard]] Result<> rename(const QString &address, const QString &name);
    /// The last used first.
    [[nodiscard]] Result<QList<OtherChat>> newest(int limit);

Q_SIGNALS:
    /// Of a group whose name nobody has told yet; once in a run of the program.
    void nameWanted(const QString &address);

private:
    [[nodiscard]] Result<> prune();

    Database &m_database;
    QSet<QString> m_asked;
    bool m_listing = false;
};

} // namespace desk
