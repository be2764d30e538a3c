#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

// xmlns="w:g2": groups and who is in them (note 2, section 6; note 3, groups). Pure, any thread.
namespace desk::wa {

struct GroupMember
{
    Jid jid = {}; ///< bare, in the group's namespace
    Jid alt = {}; ///< his other name; null when not told
    bool admin = false;

    friend bool operator==(const GroupMember &, const GroupMember &) = default;
};

struct GroupInfo
{
    Jid jid = {};
    QString subject = {};    ///< cleaned
    Jid creator = {};        ///< null when not told
    qint64 creation = 0;     ///< Unix seconds
    bool byHiddenId = false; ///< addressing_mode="lid": members are addressed by hidden id
    QList<GroupMember> members = {};

    friend bool operator==(const GroupInfo &, const GroupInfo &) = default;
};

/// @param key unique per creation. @return Invalid for an empty subject, nobody, or what is no person.
[[nodiscard]] Result<Node> createGroupRequest(const QString &subject, const QList<Jid> &members, const QByteArray &key);
[[nodiscard]] Node groupRequest(const Jid &group);
/// All groups that we are in.
[[nodiscard]] Node groupsRequest();

/// Reads <group>, as answers and notices have it; at most 2048 members.
/// @return Protocol without usable id.
[[nodiscard]] Result<GroupInfo> parseGroup(const Node &group);
/// The one group of an answer. @return Protocol when there is none.
[[nodiscard]] Result<GroupInfo> parseGroupAnswer(const Node &result);
[[nodiscard]] Result<QList<GroupInfo>> parseGroupsAnswer(const Node &result);

/// <notification type="w:gp2">: something happened to a group.
struct GroupChange
{
    Jid group = {};
    Jid actor = {};       ///< null when not told
    QByteArray what = {}; ///< "create", "add", "remove", "promote", "demote", "subject", ...
    QList<GroupMember> members = {};
    QString subject = {};
    std::optional<GroupInfo> info = {}; ///< of "create"

    /// Who left may hold our sender key: a new one is to be made.
    [[nodiscard]] bool someoneLeft() const { return what == "remove" || what == "leave"; }
};

/// One for each child. @return Protocol for what comes from no group.
[[nodiscard]] Result<QList<GroupChange>> parseGroupNotification(const Node &notification);

} // namespace desk::wa
