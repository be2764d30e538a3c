#include "core/administration/quickreplies.h"

#include "core/base/boundvalue.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QString replyColumns = u"SELECT id, shortcut, text, language, created_at, updated_at FROM quick_reply"_s;

QuickReply replyFrom(const Statement &row)
{
    QuickReply reply;
    reply.id = row.int64(0);
    reply.shortcut = row.text(1);
    reply.text = row.text(2);
    reply.language = row.text(3);
    reply.createdAt = row.int64(4);
    reply.updatedAt = row.int64(5);
    return reply;
}

Result<> check(const QuickReply &reply)
{
    const bool wordly = std::all_of(reply.shortcut.begin(), reply.shortcut.end(),
                                    [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'-'; });
    if (reply.shortcut.isEmpty() || reply.shortcut.size() > 32 || !wordly)
        return fail(Errc::Invalid, u"/shortcut"_s);
    if (reply.text.trimmed().isEmpty() || reply.text.size() > 4000 || reply.text.contains(QChar(u'\0')))
        return fail(Errc::Invalid, u"/text"_s);
    if (!QStringList{u"es"_s, u"pt"_s, u"en"_s}.contains(reply.language))
        return fail(Errc::Invalid, u"/language"_s);
    return {};
}

Result<> shortcutTaken(const Result<> &done)
{
    return !done && done.error().code == Errc::Conflict ? fail(Errc::Conflict, u"shortcut_taken"_s) : done;
}

QJsonObject audited(const QuickReply &reply)
{
    return {{u"shortcut"_s, reply.shortcut}, {u"text"_s, reply.text}, {u"language"_s, reply.language}};
}

QString targetOf(qint64 id)
{
    return u"quick_reply:"_s + QString::number(id);
}

} // namespace

Result<QuickReplyPage> QuickReplies::page(const QString &language, qint64 before, int limit)
{
    Statement query = m_database.prepare(
        replyColumns + u" WHERE (? = 0 OR id < ?) AND (? = '' OR language = ?) ORDER BY id DESC LIMIT ?"_s);
    const QString wanted = textOrEmpty(language);
    if (auto done = query.bind(before).bind(before).bind(wanted).bind(wanted).bind(limit + 1).exec(); !done)
        return fail(done.error());
    QuickReplyPage page;
    while (query.next()) {
        if (page.replies.size() == limit) {
            page.hasMore = true;
            break;
        }
        page.replies << replyFrom(query);
    }
    return page;
}

Result<QuickReply> QuickReplies::find(qint64 id)
{
    Statement query = m_database.prepare(replyColumns + u" WHERE id = ?"_s);
    if (auto done = query.bind(id).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"quick reply %1"_s.arg(id));
    return replyFrom(query);
}

Result<QuickReply> QuickReplies::create(const QuickReply &draft, const AuditSource &source)
{
    if (auto fits = check(draft); !fits)
        return fail(fits.error());
    return m_database.transaction([&]() -> Result<QuickReply> {
        const qint64 now = m_clock.nowMs();
        Statement query = m_database.prepare(
            u"INSERT INTO quick_reply(shortcut, text, language, created_at, updated_at) VALUES (?,?,?,?,?)"_s);
        query.bind(draft.shortcut).bind(draft.text).bind(draft.language).bind(now).bind(now);
        if (auto done = shortcutTaken(query.exec()); !done)
            return fail(done.error());
        auto stored = find(query.lastInsertId());
        if (!stored)
            return stored;
        if (auto done = m_audit.record(source, u"quick_reply.create"_s, targetOf(stored->id), {}, audited(*stored));
            !done)
            return fail(done.error());
        return stored;
    });
}

Result<QuickReply> QuickReplies::update(const QuickReply &changed, const AuditSource &source)
{
    if (auto fits = check(changed); !fits)
        return fail(fits.error());
    return m_database.transaction([&]() -> Result<QuickReply> {
        const auto before = find(changed.id);
        if (!before || audited(*before) == audited(changed))
            return before;
        Statement query = m_database.prepare(
            u"UPDATE quick_reply SET shortcut = ?, text = ?, language = ?, updated_at = ? WHERE id = ?"_s);
        query.bind(changed.shortcut).bind(changed.text).bind(changed.language).bind(m_clock.nowMs()).bind(changed.id);
        if (auto done = shortcutTaken(query.exec()); !done)
            return fail(done.error());
        if (auto done = m_audit.record(source, u"quick_reply.update"_s, targetOf(changed.id), audited(*before),
                                       audited(changed));
            !done)
            return fail(done.error());
        return find(changed.id);
    });
}

Result<> QuickReplies::remove(qint64 id, const AuditSource &source)
{
    return m_database.transaction([&]() -> Result<> {
        const auto before = find(id);
        if (!before)
            return fail(before.error());
        Statement query = m_database.prepare(u"DELETE FROM quick_reply WHERE id = ?"_s);
        if (auto done = query.bind(id).exec(); !done)
            return done;
        return m_audit.record(source, u"quick_reply.delete"_s, targetOf(id), audited(*before), {});
    });
}

} // namespace desk
