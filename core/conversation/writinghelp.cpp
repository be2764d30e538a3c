#include "core/conversation/writinghelp.h"

#include "core/base/completer.h"
#include "core/base/onreply.h"
#include "core/conversation/assistantrules.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int shownLines = 20; ///< of a conversation; what is older says little about now
constexpr int mostSimilar = 3;
constexpr int similarLooked = 60;
constexpr double certainFrom = 0.7;

template<typename T>
QFuture<Result<T>> failedAnswer(const Error &error)
{
    const Completer<T> completer;
    completer.complete(fail(error));
    return completer.future();
}

/// Numbered lines are steps; what stands before them is the sentence.
void takeApart(const QString &text, TicketAdvice &advice)
{
    static const QRegularExpression numbered(uR"(^\s*(?:\d+[.)]|[-•])\s*(.+)$)"_s);
    QStringList sentence;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        if (const auto match = numbered.match(line); match.hasMatch())
            advice.steps << match.captured(1).simplified();
        else if (advice.steps.isEmpty())
            sentence << line.simplified();
    }
    advice.diagnosis = sentence.join(u' ');
}

QString chatLineOf(const ThreadMessage &message)
{
    const QString words = message.isRevoked() ? QString() : message.words().simplified();
    if (words.isEmpty())
        return {};
    const bool customer = message.message.direction == Direction::In;
    return (customer                                               ? u"customer: "_s
                : message.message.author.type == Author::Type::Bot ? u"assistant: "_s
                                                                   : u"technician: "_s)
        + words;
}

bool isOver(TicketStatus status)
{
    return status == TicketStatus::Closed || status == TicketStatus::Delivered || status == TicketStatus::Ready;
}

} // namespace

Result<WritingQuestion> WritingHelp::questionFor(TicketId id, WritingQuestion::Kind kind)
{
    const auto ticket = m_stores.tickets.find(id);
    if (!ticket)
        return fail(ticket.error());
    const auto customer = m_stores.customers.find(ticket->customerId);
    if (!customer)
        return fail(customer.error());
    const auto page = Thread(m_stores.messages, m_stores.attachments).page(id, 0, shownLines);
    if (!page)
        return fail(page.error());
    WritingQuestion question{.kind = kind,
                             .fault = ticket->faultDetail.isEmpty() ? ticket->fault : ticket->faultDetail,
                             .equipmentType = ticket->equipmentType,
                             .category = ticket->category + u'/' + ticket->subcategory,
                             .language = customer->language,
                             .names = {customer->displayName, ticket->requester},
                             .assetNumber = ticket->assetNumber};
    for (const ThreadMessage &message : page->messages) {
        if (const QString line = chatLineOf(message); !line.isEmpty())
            question.conversation << line;
        if (const QString &author = message.message.author.name; !question.names.contains(author))
            question.names << author;
    }
    return question;
}

QFuture<Result<QString>> WritingHelp::words(const WritingQuestion &question)
{
    const Completer<QString> completer;
    // What the question itself holds may stand in the answer; what comes from nowhere may not.
    const bool leads = pointsElsewhere(question.draft);
    auto answer = m_conversation.minds().assistant->write(question);
    onReply(answer, &m_conversation, [completer, leads](const Result<WritingAnswer> &written) {
        if (!written)
            return completer.complete(fail(written.error()));
        if (!leads && pointsElsewhere(written->text))
            return completer.complete(fail(Errc::Rejected, u"the assistant's words lead elsewhere"_s));
        completer.complete(written->text);
    });
    return completer.future();
}

QFuture<Result<QString>> WritingHelp::suggest(TicketId ticket)
{
    if (!m_conversation.minds().assistant)
        return failedAnswer<QString>({Errc::Conflict, u"no_assistant"_s});
    const auto question = questionFor(ticket, WritingQuestion::Kind::Answer);
    return question ? words(*question) : failedAnswer<QString>(question.error());
}

QFuture<Result<QString>> WritingHelp::improve(TicketId ticket, const QString &draft)
{
    if (!m_conversation.minds().assistant)
        return failedAnswer<QString>({Errc::Conflict, u"no_assistant"_s});
    auto question = questionFor(ticket, WritingQuestion::Kind::Improve);
    if (!question)
        return failedAnswer<QString>(question.error());
    question->draft = draft;
    return words(*question);
}

Result<TicketAdvice> WritingHelp::localAdvice(TicketId id)
{
    const auto ticket = m_stores.tickets.find(id);
    if (!ticket)
        return fail(ticket.error());
    TicketAdvice advice;
    takeApart(ticket->diagnosis, advice);
    if (advice.steps.isEmpty()) {
        const QString sentence = advice.diagnosis;
        takeApart(m_conversation.minds().steps.stepsFor(ticket->category, ticket->subcategory, ticket->equipmentType),
                  advice);
        if (!sentence.isEmpty())
            advice.diagnosis = sentence;
    }
    advice.certain = ticket->categoryConfidence >= certainFrom;
    TicketFilter same;
    same.category = ticket->category;
    same.statuses = {toString(TicketStatus::Closed), toString(TicketStatus::Delivered), toString(TicketStatus::Ready)};
    const auto others = m_stores.tickets.page(same, 0, similarLooked);
    if (!others)
        return fail(others.error());
    for (const Ticket &other : others->tickets) {
        const bool alike = other.subcategory == ticket->subcategory
            && (ticket->equipmentType.isEmpty() || other.equipmentType == ticket->equipmentType);
        if (other.id != id && alike && isOver(other.status) && advice.similar.size() < mostSimilar)
            advice.similar << other;
    }
    return advice;
}

QFuture<Result<TicketAdvice>> WritingHelp::advise(TicketId ticket)
{
    if (!m_conversation.minds().assistant)
        return failedAnswer<TicketAdvice>({Errc::Conflict, u"no_assistant"_s});
    auto local = localAdvice(ticket);
    if (!local)
        return failedAnswer<TicketAdvice>(local.error());
    const auto question = questionFor(ticket, WritingQuestion::Kind::Diagnose);
    if (!question)
        return failedAnswer<TicketAdvice>(question.error());
    const Completer<TicketAdvice> completer;
    auto answer = m_conversation.minds().assistant->write(*question);
    onReply(answer, &m_conversation, [completer, advice = *local](const Result<WritingAnswer> &written) {
        TicketAdvice told = advice;
        if (!written || pointsElsewhere(written->text)) {
            told.source = TicketAdvice::Source::ModelFailed;
            return completer.complete(told);
        }
        told.source = TicketAdvice::Source::Model;
        told.diagnosis = written->text;
        told.certain = written->certain;
        told.steps.clear();
        for (const QString &step : written->steps) {
            if (!pointsElsewhere(step))
                told.steps << step;
        }
        completer.complete(told);
    });
    return completer.future();
}

} // namespace desk
