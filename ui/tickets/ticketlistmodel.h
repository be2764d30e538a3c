#pragma once

#include "ui/coregateway.h"
#include "ui/tickets/ticketview.h"

#include <QAbstractListModel>
#include <QSet>

namespace desk::ui {

/// The tickets of one view, loaded by pages as far as somebody scrolls, under heads when the view has several sections.
///
/// What changes in the core changes single rows: nothing is loaded anew, nobody loses their place. Lives on the GUI thread.
class TicketListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        TicketRole = Qt::UserRole + 1,
        IsHeadRole,
        CountRole,
        WordsRole, ///< that are looked for, to be marked
    };
    enum class State { Loading, Ready, Failed };
    static constexpr int pageSize = 60;

    enum class Counting { Desk, None };

    /// @param counting whether the desk's counts are kept as well.
    explicit TicketListModel(CoreGateway &gateway, QObject *parent = nullptr, Counting counting = Counting::Desk);

    /// @param choice narrows each section of the view.
    void setView(const TicketView &view, const TicketChoice &choice = {});
    [[nodiscard]] const TicketView &view() const { return m_view; }
    void setOrder(TicketOrder order);
    [[nodiscard]] TicketOrder order() const { return m_order; }
    /// Filters to be counted besides, by their ids.
    void setSavedFilters(const QHash<qint64, TicketFilter> &filters);
    /// From the begin, after a failure.
    void reload();
    /// Something about that ticket has changed of which the core tells nobody: a draft.
    void refresh(TicketId ticket);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const DeskCounts &counts() const { return m_counts; }
    /// Null for a head.
    [[nodiscard]] const TicketLine *lineAt(int row) const;
    [[nodiscard]] bool isHead(int row) const { return row >= 0 && row < rowCount() && !lineAt(row); }
    [[nodiscard]] int rowOf(TicketId ticket) const; ///< -1: not loaded

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void stateChanged(desk::ui::TicketListModel::State state);
    void countsChanged(const desk::DeskCounts &counts);

private:
    struct Section
    {
        TicketSection of;
        QList<TicketLine> lines = {};
        bool hasMore = true;
        TicketCursor after = {};
        int counted = -1; ///< where the desk's counts do not tell; -1: not yet
    };
    /// Of each section the next lines; as many sections as needed for a page.
    using Loaded = QList<std::pair<int, TicketLinePage>>;
    /// Where a row is: a line of a section, or its head (line -1).
    struct Place
    {
        int section = -1;
        int line = -1;
    };
    [[nodiscard]] Place placeOf(int row) const;
    [[nodiscard]] int firstRowOf(int section) const; ///< of its head, when it has one
    [[nodiscard]] bool hasHead(int section) const;
    void load();
    void append(const Loaded &loaded);
    void setState(State state);
    void take(const QList<LiveEvent> &events);
    void refreshChanged();
    void apply(const QSet<TicketId> &asked, const QList<QList<TicketLine>> &found);
    void put(int index, const TicketLine &line);
    void move(int index, int from, int to, const TicketLine &line);
    [[nodiscard]] int placeFor(const Section &section, const TicketLine &line) const;
    void remove(int index, int line);
    void loadCounts();
    [[nodiscard]] QString sentenceOf(const TicketLine &line) const;

    CoreGateway &m_gateway;
    Counting m_counted;
    TicketView m_view;
    QList<Section> m_sections;
    TicketOrder m_order = TicketOrder::RecentActivity;
    QStringList m_words; ///< that are looked for
    QHash<qint64, TicketFilter> m_saved;
    State m_state = State::Loading;
    DeskCounts m_counts;
    QSet<TicketId> m_changed; ///< to be read again
    quint64 m_generation = 0; ///< answers to questions of an earlier one are not looked at
    bool m_loading = false;
    bool m_refreshing = false;
    bool m_counting = false;
    bool m_countAgain = false;
};

} // namespace desk::ui

Q_DECLARE_METATYPE(desk::TicketLine)
