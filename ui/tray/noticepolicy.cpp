#include "ui/tray/noticepolicy.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int mostNotices = 3;
constexpr qsizetype shownLetters = 80;

struct Story
{
    NoticeEvent last;
    bool isNew = false;
    int messages = 0;
};

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    if (line.size() <= shownLetters)
        return line;
    qsizetype end = shownLetters - 1;
    if (line.at(end - 1).isHighSurrogate())
        --end;
    return line.left(end) + u'…';
}

QString noticeTr(const char *text, int count = -1)
{
    return QCoreApplication::translate("desk::ui::Notice", text, nullptr, count);
}

Notice told(const Story &story, const NoticeWishes &wishes)
{
    Notice notice{.ticket = story.last.ticket};
    const QString person = story.last.person.simplified();
    notice.title = wishes.hideText || person.isEmpty() ? u"Ventanilla"_s : person;
    if (wishes.hideText) {
        notice.body = story.isNew
            ? noticeTr(QT_TRANSLATE_NOOP("desk::ui::Notice", "New ticket"))
            : noticeTr(QT_TRANSLATE_N_NOOP("desk::ui::Notice", "%n new message(s)"), story.messages);
        return notice;
    }
    const QString subject = shortened(story.last.subject);
    QString words = story.messages > 1
        ? noticeTr(QT_TRANSLATE_N_NOOP("desk::ui::Notice", "%n new message(s)"), story.messages)
        : shortened(story.last.text);
    if (story.isNew)
        words = noticeTr(QT_TRANSLATE_NOOP("desk::ui::Notice", "New ticket"));
    notice.body = subject.isEmpty() ? words : words.isEmpty() ? subject : subject + u'\n' + words;
    return notice;
}

} // namespace

QList<Notice> noticesOf(const QList<NoticeEvent> &events, const NoticeWishes &wishes)
{
    if (wishes.doNotDisturb)
        return {};
    QList<Story> stories;
    for (const NoticeEvent &event : events) {
        const bool ours = event.what == NoticeEvent::What::Message && event.author != Author::Type::Customer;
        const bool seen = event.ticket.isValid() && event.ticket == wishes.lookingAt;
        if (ours || seen)
            continue;
        auto story = std::find_if(stories.begin(), stories.end(), [&](const Story &one) {
            return event.ticket.isValid() && one.last.ticket == event.ticket;
        });
        if (story == stories.end())
            story = stories.insert(stories.end(), Story{});
        story->isNew = story->isNew || event.what == NoticeEvent::What::NewTicket;
        story->messages += event.what == NoticeEvent::What::Message ? 1 : 0;
        story->last = event;
    }
    if (stories.size() > mostNotices)
        return {
            {.ticket = {},
             .title = u"Ventanilla"_s,
             .body = noticeTr(QT_TRANSLATE_N_NOOP("desk::ui::Notice", "News in %n ticket(s)"), int(stories.size()))}};
    QList<Notice> notices;
    for (const Story &story : stories)
        notices << told(story, wishes);
    return notices;
}

} // namespace desk::ui
