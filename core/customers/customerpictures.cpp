#include "core/customers/customerpictures.h"

#include "core/base/boundvalue.h"
#include "core/base/logging.h"
#include "core/base/onreply.h"

using namespace Qt::StringLiterals;

namespace desk {

namespace {
constexpr qsizetype mostKnown = 10'000;
} // namespace

CustomerPictures::CustomerPictures(Stores stores, MessageChannel &channel, Clock &clock, QObject *parent)
    : QObject(parent), m_stores(stores), m_channel(channel), m_clock(clock)
{
    connect(&channel, &MessageChannel::readyChanged, this, &CustomerPictures::pump);
}

void CustomerPictures::want(CustomerId customer)
{
    if (!m_channel.knowsPictures() || m_known.contains(customer) || m_waiting.size() >= mostWaiting)
        return;
    if (m_known.size() >= mostKnown)
        m_known.clear();
    m_known.insert(customer);
    const auto fresh = isFresh(customer);
    if (!fresh)
        qCWarning(lcInbox).noquote() << "picture of customer" << customer.value << "not known:" << fresh.error().detail;
    if (!fresh || *fresh)
        return;
    m_waiting.enqueue(customer);
    pump();
}

void CustomerPictures::changed(const QString &address)
{
    const auto customer = m_stores.customers.lookUp(address);
    if (!customer || !customer->isValid())
        return;
    Statement query = m_stores.database.prepare(u"UPDATE customer SET picture_checked_at = 0 WHERE id = ?"_s);
    if (auto done = query.bind(customer->value).exec(); !done)
        qCWarning(lcInbox).noquote() << "change of a picture not noted:" << done.error().detail;
    m_known.remove(*customer);
    want(*customer);
}

void CustomerPictures::pump()
{
    if (m_busy || m_waiting.isEmpty() || !m_channel.isReady())
        return;
    m_busy = true;
    fetch(m_waiting.dequeue());
}

void CustomerPictures::rest()
{
    m_clock.singleShot(pause, this, [this] {
        m_busy = false;
        pump();
    });
}

void CustomerPictures::fetch(CustomerId customer)
{
    const auto address = m_stores.customers.sendingAddress(customer);
    if (!address)
        return rest(); // a walk-in
    Statement query = m_stores.database.prepare(u"SELECT picture_id FROM customer WHERE id = ?"_s);
    if (auto done = query.bind(customer.value).exec(); !done || !query.next())
        return rest();
    onReply(m_channel.fetchPicture(*address, query.text(0)), this,
            [this, customer](const Result<ProfilePicture> &picture) {
                take(customer, picture);
                rest();
            });
}

void CustomerPictures::take(CustomerId customer, const Result<ProfilePicture> &picture)
{
    Result<> done;
    if (picture)
        done = picture->image.isEmpty() ? noteChecked(customer) : store(customer, *picture);
    else if (picture.error().code == Errc::NotFound)
        done = remove(customer);
    else
        done = fail(picture.error());
    if (!done) {
        m_known.remove(customer);
        qCInfo(lcInbox).noquote() << "no picture of customer" << customer.value << ':' << toString(done.error().code);
    }
}

Result<bool> CustomerPictures::isFresh(CustomerId customer)
{
    Statement query = m_stores.database.prepare(u"SELECT picture_checked_at FROM customer WHERE id = ?"_s);
    if (auto done = query.bind(customer.value).exec(); !done)
        return fail(done.error());
    return query.next() && m_clock.nowMs() - query.int64(0) < freshFor.count();
}

Result<> CustomerPictures::store(CustomerId customer, const ProfilePicture &picture)
{
    if (picture.image.size() > mostBytes)
        return fail(Errc::TooLarge, u"a picture that is no small one"_s);
    return m_stores.database.transaction([&]() -> Result<> {
        const auto attachment = m_stores.attachments.add(picture.image);
        if (!attachment)
            return fail(attachment.error());
        const auto looked = m_stores.attachments.find(*attachment);
        if (!looked || !looked->isShown())
            return fail(looked ? Error{Errc::Invalid, u"what came is no image"_s} : looked.error());
        Statement query = m_stores.database.prepare(
            u"UPDATE customer SET picture_attachment_id = ?, picture_id = ?, picture_checked_at = ? WHERE id = ?"_s);
        query.bind(attachment->value).bind(textOrEmpty(picture.id.left(64))).bind(m_clock.nowMs());
        if (auto done = query.bind(customer.value).exec(); !done)
            return done;
        return m_stores.live.record(u"customer"_s, customer.value);
    });
}

Result<> CustomerPictures::remove(CustomerId customer)
{
    return m_stores.database.transaction([&]() -> Result<> {
        Statement query = m_stores.database.prepare(
            u"UPDATE customer SET picture_attachment_id = NULL, picture_id = '' WHERE id = ? AND picture_id <> '' RETURNING id"_s);
        if (auto done = query.bind(customer.value).exec(); !done)
            return done;
        const bool had = query.next();
        if (auto done = noteChecked(customer); !done || !had)
            return done;
        return m_stores.live.record(u"customer"_s, customer.value);
    });
}

Result<> CustomerPictures::noteChecked(CustomerId customer)
{
    Statement query = m_stores.database.prepare(u"UPDATE customer SET picture_checked_at = ? WHERE id = ?"_s);
    return query.bind(m_clock.nowMs()).bind(customer.value).exec();
}

} // namespace desk
