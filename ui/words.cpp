#include "ui/words.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace desk::ui {

QString Words::of(TicketStatus status)
{
    switch (status) {
    case TicketStatus::New:
        return tr("New");
    case TicketStatus::Assigned:
        return tr("Assigned");
    case TicketStatus::Diagnosing:
        return tr("Diagnosing");
    case TicketStatus::WaitingCustomer:
        return tr("Waiting for an answer");
    case TicketStatus::WaitingParts:
        return tr("Waiting for a part");
    case TicketStatus::InRepair:
        return tr("In repair");
    case TicketStatus::Testing:
        return tr("Testing");
    case TicketStatus::Ready:
        return tr("Ready to hand over");
    case TicketStatus::Closed:
        return tr("Closed", "a ticket");
    case TicketStatus::Cancelled:
        return tr("Cancelled", "a ticket");
    case TicketStatus::WaitingApproval:
        return tr("Waiting for approval");
    case TicketStatus::Delivered:
        return tr("Delivered", "a ticket");
    case TicketStatus::Warranty:
        return tr("Warranty");
    }
    return {};
}

QString Words::of(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Queued:
        return tr("Queued");
    case DeliveryState::Sending:
        return tr("Sending");
    case DeliveryState::Accepted:
        return tr("Sent");
    case DeliveryState::Delivered:
        return tr("Delivered", "a message");
    case DeliveryState::Read:
        return tr("Read");
    case DeliveryState::Played:
        return tr("Played");
    case DeliveryState::Refused:
        return tr("Refused");
    case DeliveryState::Received:
        break;
    }
    return {};
}

QString Words::category(const QString &word)
{
    const std::pair<QString, QString> words[] = {{u"hardware"_s, tr("Hardware")},
                                                 {u"software"_s, tr("Software")},
                                                 {u"network"_s, tr("Network")},
                                                 {u"account"_s, tr("Account")},
                                                 {u"other"_s, tr("Other")}};
    for (const auto &[known, label] : words) {
        if (known == word)
            return label;
    }
    return word;
}

QString Words::subcategory(const QString &word)
{
    const std::pair<QString, QString> words[] = {{u"screen"_s, tr("Screen")},
                                                 {u"power"_s, tr("Power")},
                                                 {u"storage"_s, tr("Storage")},
                                                 {u"keyboard_mouse"_s, tr("Keyboard and mouse")},
                                                 {u"printer"_s, tr("Printer")},
                                                 {u"audio_video"_s, tr("Audio and video")},
                                                 {u"overheating_noise"_s, tr("Heat or noise")},
                                                 {u"physical_damage"_s, tr("Physical damage")},
                                                 {u"os"_s, tr("Operating system")},
                                                 {u"office_apps"_s, tr("Office programs")},
                                                 {u"virus"_s, tr("Virus")},
                                                 {u"slow"_s, tr("Slow")},
                                                 {u"email"_s, tr("E-mail")},
                                                 {u"installation_update"_s, tr("Installation or update")},
                                                 {u"business_app"_s, tr("Business program")},
                                                 {u"other"_s, tr("Other")}};
    for (const auto &[known, label] : words) {
        if (known == word)
            return label;
    }
    return word;
}

QString Words::category(const QString &top, const QString &sub)
{
    return sub.isEmpty() ? category(top) : category(top) + u" › "_s + subcategory(sub);
}

QString Words::priority(const QString &word)
{
    return word == "high"_L1 ? tr("High") : word == "low"_L1 ? tr("Low") : tr("Medium");
}

QString Words::equipment(const QString &word)
{
    const std::pair<QString, QString> words[] = {
        {u"desktop"_s, tr("Desktop computer")},  {u"laptop"_s, tr("Laptop")}, {u"printer"_s, tr("Printer")},
        {u"monitor"_s, tr("Monitor")},           {u"phone"_s, tr("Phone")},   {u"tablet"_s, tr("Tablet")},
        {u"network"_s, tr("Network equipment")}, {u"other"_s, tr("Other")}};
    for (const auto &[known, label] : words) {
        if (known == word)
            return label;
    }
    return word;
}

QString Words::kind(const Message &message)
{
    const QString &kind = message.kind;
    if (kind == "image"_L1)
        return tr("Photo");
    if (kind == "video"_L1)
        return tr("Video");
    if (kind == "audio"_L1)
        return message.details.value("media"_L1).toObject().value("voice_note"_L1).toBool() ? tr("Voice note")
                                                                                            : tr("Audio");
    if (kind == "document"_L1)
        return tr("Document");
    if (kind == "sticker"_L1)
        return tr("Sticker");
    if (kind == "location"_L1)
        return tr("Location");
    if (kind == "contact"_L1)
        return tr("Contact");
    if (kind == "call"_L1)
        return tr("Call");
    if (kind == unreadableKind)
        return tr("This message could not be read yet. It appears here as soon as WhatsApp sends it again.");
    if (kind == "unsupported"_L1)
        return tr("A kind of message that can only be seen on the phone.");
    return {};
}

QString Words::of(const Error &error)
{
    switch (error.code) {
    case Errc::Invalid:
        return tr("That value is not valid.");
    case Errc::NotFound:
        return tr("It is not there any more.");
    case Errc::Conflict:
    case Errc::Stale:
        return tr("Somebody changed this a moment ago. Look again and retry.");
    case Errc::Forbidden:
    case Errc::Unauthorized:
        return tr("Your account may not do this.");
    case Errc::TooLarge:
        return tr("It is over the limit of size.");
    case Errc::Rejected:
        return tr("It was not accepted.");
    case Errc::TimedOut:
    case Errc::NotConnected:
        return tr("There is no connection right now. Try again in a moment.");
    case Errc::Cancelled:
        return tr("It was cancelled.");
    case Errc::Storage:
        return tr("It could not be saved: the disk may be full or damaged.");
    case Errc::Protocol:
        return tr("What came back could not be understood.");
    }
    return {};
}

QString Words::shortTime(qint64 at, const QDateTime &now)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(at);
    const qint64 days = time.date().daysTo(now.date());
    const QLocale locale;
    if (days <= 0)
        return clockTime(at);
    if (days == 1)
        return tr("yesterday");
    if (days < 7)
        return locale.dayName(time.date().dayOfWeek(), QLocale::ShortFormat);
    return locale.toString(time.date(), time.date().year() == now.date().year() ? u"d MMM"_s : u"d MMM yyyy"_s);
}

QString Words::clockTime(qint64 at)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at).time(), u"HH:mm"_s);
}

QString Words::fullTime(qint64 at)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at), QLocale::LongFormat);
}

QString Words::day(const QDate &date, const QDate &today)
{
    if (date == today)
        return tr("Today");
    if (date.daysTo(today) == 1)
        return tr("Yesterday");
    const QLocale locale;
    if (date.daysTo(today) < 7 && date < today)
        return locale.dayName(date.dayOfWeek());
    return locale.toString(date, QLocale::LongFormat);
}

QString Words::since(qint64 at, qint64 now)
{
    const qint64 minutes = qMax<qint64>(0, now - at) / 60'000;
    if (minutes < 60)
        return tr("%1 min").arg(minutes);
    if (minutes < 48 * 60)
        return tr("%1 h").arg(minutes / 60);
    return tr("%n day(s)", nullptr, int(minutes / (24 * 60)));
}

QString Words::size(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1'000'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString Words::length(std::chrono::milliseconds duration)
{
    const qint64 seconds = (duration.count() + 500) / 1000;
    return u"%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QChar(u'0'));
}

QString Words::initials(const QString &name)
{
    const QStringList parts = name.simplified().split(u' ', Qt::SkipEmptyParts);
    if (parts.isEmpty())
        return {};
    QString letters = parts.first().left(1);
    if (parts.size() > 1)
        letters += parts.at(1).left(1);
    return letters.toUpper();
}

QString Words::maskedPhone(const QString &digits)
{
    if (digits.size() < 8)
        return digits;
    const QString area = digits.size() >= 10 ? digits.right(10).left(2) : QString();
    return u"%1 •••• %2"_s.arg(area, digits.right(4)).trimmed();
}

} // namespace desk::ui
