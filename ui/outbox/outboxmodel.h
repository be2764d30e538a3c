#pragma once

#include "core/storage/outboxlines.h"
#include "ui/coregateway.h"

#include <QAbstractListModel>
#include <QSet>

#include <array>

namespace desk::ui {

/// What needs somebody and what waits to leave, under a head each, loaded by pages. What changes in the core changes single rows.
/// Lives on the GUI thread.
class OutboxModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { LineRole = Qt::UserRole + 1, IsHeadRole, CountRole };
    enum class State { Loading, Ready, Failed };
    static constexpr int pageSize = 60;

    explicit OutboxModel(CoreGateway &gateway, QObject *parent = nullptr);

    /// From the begin.
    void reload();
    /// How many there are of each, as far as others have counted them.
    void setTotals(int attention, int waiting);
    [[nodiscard]] State state() const { return m_state; }
    /// Null for a head.
    [[nodiscard]] const OutboxLine *lineAt(int row) const;
    [[nodiscard]] int rowOf(MessageId message) const;           ///< -1: not loaded
    [[nodiscard]] int firstRowOf(OutboxLines::Part part) const; ///< of its first line; -1: it has none

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    /// Its text, or what it is.
    [[nodiscard]] static QString wordsOf(const OutboxLine &line);
    /// Why it waits, or was refused: in a few words.
    [[nodiscard]] static QString causeOf(const OutboxLine &line, const RefusalCatalogue &refusals, bool connected);

Q_SIGNALS:
    void stateChanged();
    /// The messages that changed are these now; also when one is gone.
    void refreshed();

private:
    struct Section
    {
        QList<OutboxLine> lines = {};
        bool hasMore = true;
        int total = -1;
    };
    struct Loaded
    {
        int section = 0;
        OutboxLinePage page = {};
    };
    [[nodiscard]] int firstRow(int section) const; ///< of its head
    void load();
    void append(const QList<Loaded> &loaded);
    void take(const QList<LiveEvent> &events);
    void refreshChanged();
    void apply(const QSet<MessageId> &asked, const QList<OutboxLine> &found);
    void put(int index, const OutboxLine &line);
    void remove(int index, int line);
    void setState(State state);

    CoreGateway &m_gateway;
    RefusalCatalogue m_refusals;
    std::array<Section, 2> m_sections; ///< as OutboxLines::Part
    State m_state = State::Loading;
    QSet<MessageId> m_changed;
    quint64 m_generation = 0;
    bool m_loading = false;
    bool m_refreshing = false;
};

} // namespace desk::ui

Q_DECLARE_METATYPE(desk::OutboxLine)
