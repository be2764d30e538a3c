#include "core/customers/customerpictures.h"
#include "tests/support/testdesk.h"

#include <QBuffer>
#include <QImage>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {
const QString ana = u"5215510000001@s.whatsapp.net"_s;
const QString beto = u"5215510000002@s.whatsapp.net"_s;

QByteArray png(QRgb colour)
{
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(colour);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}
} // namespace

/// Pictures of customers, with a channel that answers when the test says so.
class CustomerPicturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<TestDesk>();
        m_desk->channel.pictures = true;
        m_pictures = std::make_unique<CustomerPictures>(
            CustomerPictures::Stores{m_desk->database, m_desk->customers, m_desk->attachments, m_desk->live},
            m_desk->channel, m_desk->clock);
        connect(&m_desk->inbox, &Inbox::messageStored, m_pictures.get(),
                [this](MessageId, CustomerId customer) { m_pictures->want(customer); });
    }
    void cleanup()
    {
        m_pictures.reset();
        m_desk.reset();
    }

    void whoWritesIsLookedAtOnce()
    {
        say(ana);
        say(ana);
        QCOMPARE(asked(), QStringList{ana});
        answer(ProfilePicture{u"1"_s, png(qRgb(255, 0, 0))});
        const auto customer = m_desk->customers.find(*m_desk->customers.lookUp(ana));
        QVERIFY(customer->picture.isValid());
        QCOMPARE(m_desk->attachments.find(customer->picture)->width, 8);
        // A week later again; what is still the same costs nothing.
        m_desk->clock.advance(CustomerPictures::freshFor + 1min);
        restart();
        say(ana);
        QCOMPARE(m_desk->channel.askedPictures.last(), (std::pair<QString, QString>(ana, u"1"_s)));
        answer(ProfilePicture{u"1"_s, {}});
        QCOMPARE(m_desk->customers.find(customer->id)->picture, customer->picture);
        restart();
        say(ana);
        QCOMPARE(asked().size(), 2);
    }

    void oneAfterTheOther()
    {
        say(ana);
        say(beto);
        advance(CustomerPictures::pause);
        QCOMPARE(asked(), QStringList{ana}); // not before the first is answered
        answer(fail(Errc::NotFound, u"404"_s));
        QCOMPARE(asked(), QStringList{ana});
        advance(CustomerPictures::pause);
        QCOMPARE(asked(), (QStringList{ana, beto}));
    }

    void withoutALinkTheyWait()
    {
        m_desk->channel.ready = false;
        say(ana);
        QVERIFY(asked().isEmpty());
        m_desk->channel.ready = true;
        Q_EMIT m_desk->channel.readyChanged(true);
        QCOMPARE(asked(), QStringList{ana});
    }

    void whoShowsNoneHasNone()
    {
        say(ana);
        answer(ProfilePicture{u"1"_s, png(qRgb(0, 255, 0))});
        advance(CustomerPictures::pause);
        m_pictures->changed(ana);
        QCOMPARE(asked().size(), 2);
        answer(fail(Errc::NotFound, u"404"_s));
        QVERIFY(!m_desk->customers.find(*m_desk->customers.lookUp(ana))->picture.isValid());
        restart();
        say(ana); // known to have none
        QCOMPARE(asked().size(), 2);
    }

    void aFailureIsTriedAgainWithTheNextMessage()
    {
        say(ana);
        answer(fail(Errc::TimedOut, u"no answer"_s));
        advance(CustomerPictures::pause);
        say(ana);
        QCOMPARE(asked().size(), 2);
    }

    void whatIsNoPictureIsNotTaken_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("words") << QByteArray("<svg onload=alert(1)>");
        QTest::addRow("cut off") << png(qRgb(0, 0, 255)).left(20);
        QTest::addRow("too much") << QByteArray(CustomerPictures::mostBytes + 1, 'x');
    }
    void whatIsNoPictureIsNotTaken()
    {
        QFETCH(QByteArray, bytes);
        say(ana);
        answer(ProfilePicture{u"1"_s, bytes});
        QVERIFY(!m_desk->customers.find(*m_desk->customers.lookUp(ana))->picture.isValid());
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM attachment"_s), 0);
    }

    void aChannelWithoutPicturesIsNotAsked()
    {
        m_desk->channel.pictures = false;
        say(ana);
        QVERIFY(asked().isEmpty());
    }

private:
    void say(const QString &address)
    {
        QVERIFY(m_desk->inbox.take({.address = address, .wireId = u"A%1"_s.arg(++m_wireId), .text = u"hola"_s}));
    }

    void answer(const Result<ProfilePicture> &picture)
    {
        m_desk->channel.pendingPictures.takeFirst().complete(picture);
        QCoreApplication::processEvents();
    }

    void advance(std::chrono::milliseconds time)
    {
        m_desk->clock.advance(time);
        QCoreApplication::processEvents();
    }

    /// Of the program: what it keeps in memory only is gone.
    void restart()
    {
        m_pictures = std::make_unique<CustomerPictures>(
            CustomerPictures::Stores{m_desk->database, m_desk->customers, m_desk->attachments, m_desk->live},
            m_desk->channel, m_desk->clock);
        m_desk->inbox.disconnect();
        connect(&m_desk->inbox, &Inbox::messageStored, m_pictures.get(),
                [this](MessageId, CustomerId customer) { m_pictures->want(customer); });
    }

    [[nodiscard]] QStringList asked() const
    {
        QStringList addresses;
        for (const auto &[address, known] : m_desk->channel.askedPictures)
            addresses << address;
        return addresses;
    }

    std::unique_ptr<TestDesk> m_desk;
    std::unique_ptr<CustomerPictures> m_pictures;
    int m_wireId = 0;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::CustomerPicturesTest)
#include "tst_customerpictures.moc"
