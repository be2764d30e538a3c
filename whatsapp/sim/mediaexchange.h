#pragma once

#include <QByteArray>
#include <QFile>
#include <QHash>
#include <QObject>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace desk::wa::sim {

/// The head of a request to the media server.
struct MediaRequest
{
    QByteArray method = {};
    QByteArray target = {};                     ///< path and query
    QHash<QByteArray, QByteArray> headers = {}; ///< names in lower case
    qint64 length = 0;                          ///< of the body

    [[nodiscard]] QByteArray path() const { return target.left(target.indexOf('?')); }
    /// Of the query, decoded; null when it is not there.
    [[nodiscard]] QByteArray argument(const QByteArray &name) const;
};

/// What it is answered with: bytes, or a part of a file.
struct MediaAnswer
{
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {};
    QString file = {};
    qint64 offset = 0;
    qint64 length = 0;    ///< of the file's part
    qint64 cutAfter = -1; ///< bytes of the body, after which the connection is cut; negative: none
};

/// What to do with a request's body.
struct MediaBody
{
    QString file = {};    ///< empty: it is not wanted
    qint64 offset = 0;    ///< where in the file it begins
    qint64 cutAfter = -1; ///< as of MediaAnswer
};

/// One HTTP/1.1 connection of the media server: takes bodies into files and sends files, in blocks.
///
/// Owns the socket and itself: it ends with the connection. Lives on the simulator's thread.
class MediaExchange : public QObject
{
    Q_OBJECT

public:
    struct Handler
    {
        /// The head is there.
        std::function<MediaBody(const MediaRequest &)> begin;
        /// The body is there. @param file as begin() said.
        std::function<MediaAnswer(const MediaRequest &, const MediaBody &)> answer;
    };
    static constexpr qint64 maxBodyBytes = 256LL << 20;

    MediaExchange(QTcpSocket *socket, Handler handler, QObject *parent);

private:
    enum class Stage : quint8 { Head, Body, Answer };

    void read();
    bool readHead();
    bool readBody();
    void answer();
    void writeMore();
    void finish();

    QTcpSocket *m_socket;
    Handler m_handler;
    Stage m_stage = Stage::Head;
    QByteArray m_head;
    MediaRequest m_request;
    MediaBody m_body;
    QFile m_incoming;
    qint64 m_received = 0;
    MediaAnswer m_answer;
    QFile m_outgoing;
    qint64 m_left = 0; ///< of the answer's body
};

} // namespace desk::wa::sim
